/** Light or dark as the system has it, or one of them by choice. */
export type Theme = 'system' | 'light' | 'dark'

const THEME = 'trestle-theme'
const CALM = 'trestle-calm'

/** The theme chosen on this device. */
export function theme(): Theme {
  const stored = read(THEME)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

/** Chooses a theme and keeps the choice on this device. */
export function setTheme(chosen: Theme): void {
  write(THEME, chosen)
  if (chosen === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = chosen
}

/** True in calm mode: things change, nothing travels. */
export function isCalm(): boolean {
  return document.documentElement.dataset.calm !== undefined
}

/** Switches calm mode and keeps the choice on this device. */
export function setCalm(calm: boolean): void {
  write(CALM, calm ? 'yes' : 'no')
  if (calm) document.documentElement.dataset.calm = ''
  else delete document.documentElement.dataset.calm
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null // storage closed to this page: the default stands
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Storage closed to this page: the choice holds until it is left.
  }
}
