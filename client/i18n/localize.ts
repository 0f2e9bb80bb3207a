import { configureLocalization, LOCALE_STATUS_EVENT } from '@lit/localize'

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

// Before any element renders again: their digits and dates follow the page's language.
window.addEventListener(LOCALE_STATUS_EVENT, event => {
  if (event.detail.status === 'ready') dress(event.detail.readyLocale as Locale)
})

/** The language that the interface speaks now. */
export function getLocale(): Locale {
  return current() as Locale
}

/** Switches the interface to a language, keeps the choice on this device, and sets the page's language and direction. */
export async function setAppLocale(locale: Locale): Promise<void> {
  await setLocale(locale)
  dress(locale)
  keep(locale)
}

/** Starts in the language chosen on this device before, else the first of the browser's that Trestle speaks, else English. */
export async function startLocale(): Promise<void> {
  const chosen = [kept(), ...navigator.languages.map(tag => tag.split('-')[0])]
  const locale = chosen.map(tag => LOCALES.find(known => known === tag)).find(known => known !== undefined) ?? 'en'
  if (locale !== getLocale()) await setLocale(locale)
  dress(locale)
}

function kept(): string | null {
  try {
    return localStorage.getItem(STORED)
  } catch {
    return null // storage closed to this page: the browser's languages decide
  }
}

function keep(locale: Locale): void {
  try {
    localStorage.setItem(STORED, locale)
  } catch {
    // Storage closed to this page: the choice holds until it is left.
  }
}

function dress(locale: Locale): void {
  document.documentElement.lang = locale
  document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr'
}
