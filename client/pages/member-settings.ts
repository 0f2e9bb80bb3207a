import { msg } from '@lit/localize'
import { html } from 'lit'
import { refusalWords } from '../ledger/refusal-words.ts'
import { MESSAGE_LANGUAGES, type MessageLanguage, messageLanguage } from '../messages/catalogue.ts'
import { ownTimeZone, ownVoice } from '../messages/people.ts'
import { lookingAs } from '../room/looking.ts'
import type { PartnershipSession } from '../room/types.ts'
import { api } from '../sync/api.ts'
import { browserStorage } from '../sync/storage.ts'
import { confirmAct } from '../ui/dialog.ts'
import { selectField } from '../ui/field.ts'
import { toast } from '../ui/toast.ts'

type Settings = { language: MessageLanguage; timeZone: string }

const key = (session: PartnershipSession) => `trestle/write-to-me/${session.id}/${session.me.member}`

/**
 * Tells the server in which language and zone this browser's person can be written to, when it does not know it from here
 * yet: the language chosen before, else the first of the browser's in which messages are written. A chosen language stays;
 * the zone follows the device.
 */
export async function tellSettings(session: PartnershipSession): Promise<void> {
  // A look is nobody's browser, and the server would refuse it.
  if (lookingAs() !== null) return
  const told = browserStorage.get(key(session))
  const before = messageLanguage(told?.split(' ')[0])
  const language = before ?? messageLanguage(...navigator.languages) ?? ownVoice().language
  const settings = { language, timeZone: ownTimeZone() }
  if (told !== written(settings)) await keep(session, settings)
}

/** Lets the person change how they are written to. */
export async function changeSettings(session: PartnershipSession): Promise<void> {
  const zones = [...new Set([ownTimeZone(), ...Intl.supportedValuesOf('timeZone')])]
  const [told = '', zone] = (browserStorage.get(key(session)) ?? '').split(' ')
  const draft: Settings = { language: messageLanguage(told) ?? ownVoice().language, timeZone: zone ?? ownTimeZone() }
  const save = await confirmAct({
    heading: msg('How others write to me'),
    body: html`<div class="stack">
      <p>${msg('Messages that others copy for you are written in this language, with times in this zone. They see both; the record holds neither.')}</p>
      ${selectField({
        id: 'write-language',
        label: msg('Language'),
        value: draft.language,
        options: Object.entries(MESSAGE_LANGUAGES).map(([value, { name }]) => ({ value, label: name })),
        onInput: language => {
          draft.language = language as MessageLanguage
        },
      })}
      ${selectField({
        id: 'write-zone',
        label: msg('Time zone'),
        value: draft.timeZone,
        options: zones.map(value => ({ value, label: value.replaceAll('_', ' ') })),
        onInput: timeZone => {
          draft.timeZone = timeZone
        },
      })}
    </div>`,
    act: msg('Save'),
    cancel: msg('Cancel'),
  })
  if (!save) return
  const problem = await keep(session, draft)
  toast(problem ? refusalWords(problem) : msg('Saved.'), problem ? { tone: 'negative' } : {})
}

async function keep(session: PartnershipSession, settings: Settings): Promise<{ code: string } | null> {
  const answer = await api.put(`/api/partnerships/${session.id}/settings`, settings)
  if (!answer.ok) return answer.refusal
  browserStorage.set(key(session), written(settings))
  return null
}

function written({ language, timeZone }: Settings): string {
  return `${language} ${timeZone}`
}
