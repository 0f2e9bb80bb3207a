import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { counted } from '../i18n/counts.ts'
import { refusalWords } from '../ledger/refusal-words.ts'
import { documents, documentTitle, iAmBroker, memberName, myParty, parties, partnershipWords } from '../ledger/views.ts'
import { go, path } from '../room/navigate.ts'
import type { CanvasRoom, PartnershipSession, SavedState } from '../room/types.ts'
import { refusedCopies } from '../sync/refused-copies.ts'
import { isSharedPhone } from '../sync/shared-phone.ts'
import { browserStorage } from '../sync/storage.ts'
import { outboxOf } from '../talk/outbox.ts'
import type { IconName } from '../ui/icon.ts'
import type { ShellLink, ShellPlace } from '../ui/shell.ts'
import { roleWord } from '../ui/words.ts'
import { leaveDevice } from './leave-device.ts'
import { leaveSharedPhone } from './leave-shared.ts'
import { changeSettings } from './member-settings.ts'
import type { PlaceRoute } from './place-element.ts'
import { openPalette } from './palette/open-palette.ts'
import { settingsList } from './settings-list.ts'
import { showKeptWords } from './kept-words.ts'
import { makeMyWayBack } from './way-back.ts'

const ICONS: Record<string, IconName> = {
  'stakeholder-map': 'chart-scatter',
  agreement: 'scroll-text',
  'decision-log': 'gavel',
  board: 'sticky-note',
}

/** The head of a partnership's pages, with what the ledger and the room say now. */
export function placeHead(options: {
  session: PartnershipSession
  room: CanvasRoom | null
  route: PlaceRoute
  offlineSince: number | null
  /** Edits that other canvases have not saved yet. */
  elsewhere: number
}): TemplateResult {
  const { session, room, route, offlineSince, elsewhere } = options
  const { main, more } = placesOf(session, route)
  const saved = savedOf(room, offlineSince, elsewhere)
  const people = [...new Set([...session.present, session.me.member])]
  const here = new Set(people.map(member => session.ledger.members.get(member)?.party))
  const partyless = people.filter(member => !session.ledger.members.get(member)?.party)
  return html`<tr-shell
    .name=${partnershipWords(session).name}
    .home=${path.table(session.id)}
    .places=${main}
    .more=${more}
    .seats=${parties(session).map(party => ({ party, here: here.has(party.id) }))}
    .people=${people.length}
    .partyless=${partyless.map(member => memberName(session, member))}
    .saved=${saved}
    .why=${saved?.type === 'not-saved' ? refusalWords(saved) : ''}
    .waiting=${saved?.type === 'offline' ? counted('change', saved.count) : ''}
    .showWords=${room && saved?.type === 'not-saved' ? () => showKeptWords(session.me.member, room) : null}
    .me=${{ name: session.me.name, role: roleWord(session.me.role), party: myParty(session) }}
    .find=${() => void openPalette(session)}
    .links=${linksOf(session, saved)}
    .leave=${isSharedPhone() ? () => leaveShared(session, saved) : null}
    .settings=${settingsList()}
    @go=${(event: CustomEvent<string>) => go(event.detail)}
  ></tr-shell>`
}

/** The table, the first canvas of each of the three kinds, and everything else behind "More". */
export function placesOf(session: PartnershipSession, route: PlaceRoute): { main: ShellPlace[]; more: ShellPlace[] } {
  const open = route.page === 'canvas' || route.page === 'history' ? route.document : null
  const main: ShellPlace[] = [
    { href: path.table(session.id), label: msg('Table'), icon: 'layout-grid', current: route.page === 'table' },
  ]
  const more: ShellPlace[] = []
  const names: Record<string, string> = {
    'stakeholder-map': msg('Map'),
    agreement: msg('Agreement'),
    'decision-log': msg('Decisions'),
  }
  const first = new Set<string>()
  for (const kind of Object.keys(names)) {
    const info = documents(session).find(one => one.kind === kind)
    if (!info) continue
    first.add(info.id)
    main.push({
      href: path.canvas(session.id, info.id),
      label: names[kind]!,
      icon: ICONS[kind]!,
      current: open === info.id,
    })
  }
  for (const info of documents(session)) {
    if (first.has(info.id)) continue
    more.push({
      href: path.canvas(session.id, info.id),
      label: documentTitle(session, info),
      icon: ICONS[info.kind] ?? 'square',
      current: open === info.id,
    })
  }
  return { main, more }
}

/** What the room on the screen knows, with what other canvases still have to send; elsewhere only that, or a lost line. */
function savedOf(room: CanvasRoom | null, offlineSince: number | null, elsewhere: number): SavedState | null {
  if (!room) {
    if (offlineSince !== null) return { type: 'offline', since: offlineSince, count: elsewhere }
    return elsewhere > 0 ? { type: 'saving', count: elsewhere } : null
  }
  const { saved } = room
  if (elsewhere === 0) return saved
  if (saved.type === 'offline' || saved.type === 'saving') return { ...saved, count: saved.count + elsewhere }
  return saved.type === 'saved' ? { type: 'saving', count: elsewhere } : saved
}

/** One tap on a shared phone; it asks only when something would be lost. */
function leaveShared(session: PartnershipSession, saved: SavedState | null): void {
  if (hasUnsaved(session, saved)) void leaveDevice(true)
  else leaveSharedPhone()
}

/** Opens the dialog that takes everything out. It comes when it is asked for: few ask, and every page would carry it. */
export async function openTakeEverything(session: PartnershipSession): Promise<void> {
  const { takeEverything } = await import('./take-everything.ts')
  takeEverything(session)
}

function linksOf(session: PartnershipSession, saved: SavedState | null): ShellLink[] {
  return [
    { label: msg('Find or do'), icon: 'search', run: () => void openPalette(session) },
    { label: msg('Talk'), icon: 'message-square', href: path.talk(session.id) },
    { label: msg('People and invites'), icon: 'users-round', href: path.people(session.id) },
    ...(iAmBroker(session)
      ? [{ label: msg('Look as somebody else'), icon: 'eye' as const, href: path.viewAs(session.id) }]
      : []),
    { label: msg('Take everything with you'), icon: 'download', run: () => void openTakeEverything(session) },
    {
      label: msg('How others write to me'),
      icon: 'languages',
      apart: true,
      run: () => void changeSettings(session),
    },
    { label: msg('My way back'), icon: 'key-round', run: () => void makeMyWayBack(session) },
    { label: msg('My partnerships'), icon: 'house', apart: true, href: path.home() },
    {
      label: msg('Leave this device'),
      icon: 'log-out',
      run: () => void leaveDevice(hasUnsaved(session, saved)),
    },
  ]
}

/** True when something that was written here has not reached the server. */
export function hasUnsaved(session: PartnershipSession, saved: SavedState | null): boolean {
  const waiting = saved !== null && !(saved.type === 'saved' || saved.type === 'loading')
  if (outboxOf(session).waiting.length > 0) return true
  return waiting || refusedCopies(browserStorage, session.me.member).length > 0
}
