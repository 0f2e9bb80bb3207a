import type { ReactiveControllerHost } from 'lit'
import type { IconName } from './icon.ts'
import { isSingle, isTyping, type Keys, pressed } from './keys.ts'
import { singleKeysOn } from './preferences.ts'
import { toast } from './toast.ts'

/** Where an act is listed: what one does here, how the page looks and speaks, and what is done with every page. */
export type ActGroup = 'here' | 'settings' | 'everywhere'

/** Something that a person can do now, offered by the command palette and by keys. */
export type Act = {
  /** Unique among what is offered at once. */
  id: string
  label: string
  group?: ActGroup
  icon?: IconName
  /** Other words by which people look for it. */
  words?: string
  /** Why it cannot be done now, in a sentence; '' or left out when it can. */
  off?: string
  keys?: Keys
  /** Further keys that do the same; never listed. */
  alsoKeys?: readonly Keys[]
  run: () => void
}

/** Keys that an element handles by itself where it has the focus, listed with the others. */
export type KeyHint = { keys: readonly Keys[]; label: string; where: string }

const acts = new Set<() => readonly Act[]>()
const hints = new Set<() => readonly KeyHint[]>()

/**
 * Offers acts for as long as the element is on the page. They are asked for whenever someone looks, so they may say what
 * holds now; `off` tells why one cannot be done.
 */
export function provideActs(host: ReactiveControllerHost, offered: () => readonly Act[]): void {
  provide(host, acts, offered)
}

/** Lists keys that the element itself listens for, for as long as it is on the page. */
export function provideKeyHints(host: ReactiveControllerHost, listed: () => readonly KeyHint[]): void {
  provide(host, hints, listed)
}

/** Everything that can be done now. Of acts with the same id the one offered last stands. */
export function actsNow(): Act[] {
  const all = new Map<string, Act>()
  for (const offered of acts) for (const act of offered()) all.set(act.id, act)
  return [...all.values()]
}

/** Every key that an element on the page handles by itself. */
export function keyHintsNow(): KeyHint[] {
  return [...hints].flatMap(listed => listed())
}

/**
 * Listens for the keys of the acts that are offered. Single signs wait while someone types, while a dialog or a menu is
 * open, and altogether where they are switched off (WCAG 2.1.4). The answer stops it.
 */
export function followKeys(): () => void {
  document.addEventListener('keydown', onKey)
  return () => document.removeEventListener('keydown', onKey)
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const { target } = event
  if (!(target instanceof Element)) return
  const busy = target.closest('dialog, tr-dialog, [role=menu], [popover]') !== null
  const typing = isTyping(target)
  const act = actsNow().find(one => {
    const keys = [...(one.keys ? [one.keys] : []), ...(one.alsoKeys ?? [])].find(each => pressed(event, each))
    if (!keys || busy) return false
    if (isSingle(keys)) return !typing && singleKeysOn()
    return !typing || !isUndo(keys) || target.closest('[data-own-undo]') !== null
  })
  if (!act) return
  event.preventDefault()
  // A key that does nothing says why, as the greyed line of the palette does.
  if (act.off) toast(act.off)
  else act.run()
}

// In a field the browser's own undo takes back letters, but for fields that write at once and say so on what holds them.
function isUndo(keys: Keys): boolean {
  return /^Mod\+(Shift\+)?[ZY]$/.test(keys)
}

function provide<T>(host: ReactiveControllerHost, providers: Set<T>, provider: T): void {
  host.addController({
    hostConnected: () => void providers.add(provider),
    hostDisconnected: () => void providers.delete(provider),
  })
}
