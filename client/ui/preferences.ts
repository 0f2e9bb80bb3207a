/** Light or dark as the system has it, or one of them by choice. */
export type Theme = 'system' | 'light' | 'dark'

const THEME = 'trestle-theme'
const CALM = 'trestle-calm'
const SINGLE_KEYS = 'trestle-single-keys'

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

/** Whether single letters and signs act as shortcuts; people who speak to their computer switch them off. */
export function singleKeysOn(): boolean {
  return read(SINGLE_KEYS) !== 'no'
}

/** Switches single-key shortcuts on or off and keeps the choice on this device. */
export function setSingleKeys(on: boolean): void {
  write(SINGLE_KEYS, on ? 'yes' : 'no')
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
