/**
 * A key with its modifiers: `Mod+K`, `Mod+Shift+Z`, `Alt+ArrowUp`, `F6`, `?`, `[`, `O`. `Mod` is Ctrl, and ⌘ on a Mac.
 */
export type Keys = string

/** True on a Mac or an iPad with a keyboard, where ⌘ takes Ctrl's part. */
function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform ?? '')
}

/** Whether this event is that key with exactly those modifiers. Signs such as `?` bring their Shift with them. */
export function pressed(event: KeyboardEvent, keys: Keys): boolean {
  const { key, mods } = read(keys)
  const mod = mods.includes('Mod')
  // Ctrl+Alt is how some keyboards write signs (AltGr): there the sign counts, not the modifiers.
  const sign = !/^[\p{L}\p{N}]$/u.test(key) && key.length === 1
  if (sign && mods.length === 0) return event.key === key && !event.metaKey && event.ctrlKey === event.altKey
  const commanded = isApple() ? event.metaKey || event.ctrlKey : event.ctrlKey
  if (mod !== commanded || (!mod && event.metaKey)) return false
  if (event.altKey !== mods.includes('Alt') || event.shiftKey !== mods.includes('Shift')) return false
  return named(event) === key.toLowerCase()
}

/** True for keys that a person could press by speaking or by brushing the keyboard: one sign without a modifier. */
export function isSingle(keys: Keys): boolean {
  const { key, mods } = read(keys)
  return mods.length === 0 && key.length === 1
}

/** True while a key press writes something. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.matches(
      'textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=range])',
    )
  )
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

/** The keys as they are written on the keyboard, one by one: `['Ctrl', 'K']`. */
export function keyCaps(keys: Keys): string[] {
  const { key, mods } = read(keys)
  const apple = isApple()
  const caps = mods.map(mod => (mod === 'Mod' ? (apple ? '⌘' : 'Ctrl') : mod === 'Alt' && apple ? '⌥' : mod))
  return [...caps, NAMES[key] ?? key]
}

/** The keys as `aria-keyshortcuts` wants them. */
export function ariaKeys(keys: Keys): string {
  return keys.replace('Mod', isApple() ? 'Meta' : 'Control')
}

function read(keys: Keys): { key: string; mods: string[] } {
  const parts = keys === '+' ? ['+'] : keys.split('+')
  return { key: parts.at(-1)!, mods: parts.slice(0, -1) }
}

// A keyboard of another script still has the letter's place: the code stands in where the sign is no Latin letter.
function named(event: KeyboardEvent): string {
  const key = event.key.toLowerCase()
  if (/^[a-z]$/.test(key) || key.length > 1) return key
  const place = event.code?.match(/^Key([A-Z])$/)?.[1]
  return place && /\p{L}/u.test(key) ? place.toLowerCase() : key
}
