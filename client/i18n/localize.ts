import { configureLocalization } from '@lit/localize'

/** Languages of the interface. */
export const LOCALES = ['en', 'ar'] as const

/** One of them. */
export type Locale = (typeof LOCALES)[number]

const STORED = 'trestle-language'

const { getLocale: current, setLocale } = configureLocalization({
  sourceLocale: 'en',
  targetLocales: ['ar'],
  loadLocale: () => import('./locales/ar.ts'),
})

/** The language that the interface speaks now. */
export function getLocale(): Locale {
  return current() as Locale
}

/** Switches the interface to a language, keeps the choice on this device, and sets the page's language and direction. */
export async function setAppLocale(locale: Locale): Promise<void> {
  await setLocale(locale)
  localStorage.setItem(STORED, locale)
  dress(locale)
}

/** Starts in the language chosen on this device before, else the first of the browser's that Trestle speaks, else English. */
export async function startLocale(): Promise<void> {
  const chosen = [localStorage.getItem(STORED), ...navigator.languages.map(tag => tag.split('-')[0])]
  const locale = chosen.map(tag => LOCALES.find(known => known === tag)).find(known => known !== undefined) ?? 'en'
  if (locale !== 'en') await setLocale(locale)
  dress(locale)
}

function dress(locale: Locale): void {
  document.documentElement.lang = locale
  document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr'
}
