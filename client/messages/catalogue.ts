import { ar } from './ar.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import { sw } from './sw.ts'

/** What a message asks for. */
export type AskType =
  | 'invite'
  | 'table'
  | 'recovery'
  | 'position'
  | 'required'
  | 'reconfirm'
  | 'objection'
  | 'confirm'
  | 'assent'
  | 'assent-again'
  | 'review'
  | 'mention'

/** What the time of a message means: the answer is due, the link works until then, or the day of a review. */
export type TimeType = 'answer' | 'works' | 'reviewed'

/**
 * The sentences of one language. `{who}` asks, in the partnership `{table}`; `{party}`, `{number}`, `{what}`, `{when}`, `{host}`
 * and `{code}` stand where the ask has them.
 */
export type Templates = { asks: Record<AskType, string>; times: Record<TimeType, string>; code: string }

/** Languages in which messages are written, with what each calls itself and how it writes dates. */
export const MESSAGE_LANGUAGES = {
  en: { name: 'English', locale: 'en-GB', templates: en },
  ar: { name: 'العربية', locale: 'ar-u-nu-arab', templates: ar },
  fr: { name: 'Français', locale: 'fr', templates: fr },
  sw: { name: 'Kiswahili', locale: 'sw', templates: sw },
} satisfies Record<string, { name: string; locale: string; templates: Templates }>

/** One of them. */
export type MessageLanguage = keyof typeof MESSAGE_LANGUAGES

/** The first of these language tags in which messages are written, or null. */
export function messageLanguage(...tags: readonly (string | null | undefined)[]): MessageLanguage | null {
  for (const tag of tags) {
    const language = tag?.split('-')[0]?.toLowerCase()
    if (language !== undefined && Object.hasOwn(MESSAGE_LANGUAGES, language)) return language as MessageLanguage
  }
  return null
}
