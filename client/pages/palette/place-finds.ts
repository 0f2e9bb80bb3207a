import { msg, str } from '@lit/localize'
import type * as Y from 'yjs'
import { clausesOf } from '../../../shared/kinds/agreement/model.ts'
import { kindOf } from '../../../shared/kinds/index.ts'
import type { KindId } from '../../../shared/kinds/kind.ts'
import { currentVersion } from '../../../shared/ledger/asks.ts'
import type { DocumentInfo } from '../../../shared/ledger/state.ts'
import { foldWords } from '../../../shared/model/fold-words.ts'
import { headingWords } from '../../kinds/agreement/words.ts'

import { clientKindOf } from '../../kinds/index.ts'
import { documents, documentTitle, memberName, parties, partyView } from '../../ledger/views.ts'
import { go, path } from '../../room/navigate.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { formatNumber } from '../../ui/format.ts'
import type { IconName } from '../../ui/icon.ts'
import { roleWord, statusWord } from '../../ui/words.ts'
import type { Found, FoundGroup } from './found.ts'

const ICONS: Readonly<Partial<Record<KindId, IconName>>> = {
  'stakeholder-map': 'chart-scatter',
  agreement: 'scroll-text',
  'decision-log': 'gavel',
  board: 'sticky-note',
}

const GROUPS: Readonly<Partial<Record<KindId, FoundGroup>>> = {
  'stakeholder-map': 'stakeholder',
  agreement: 'clause',
  'decision-log': 'proposal',
}

/**
 * Everything in a partnership that this browser can go to: its pages, canvases, and what stands in those canvases whose
 * content is here. Nothing is asked of the server; what this member may not see is not on the device.
 */
export function placeFinds(session: PartnershipSession, rooms: readonly CanvasRoom[]): Found[] {
  return [
    ...pages(session),
    ...canvases(session),
    ...[...session.ledger.proposals.values()].map(proposal => {
      const number = formatNumber(proposal.number)
      return found({
        key: `row ${proposal.id}`,
        group: 'proposal',
        label: session.words(currentVersion(proposal).title) || msg('Untitled'),
        hint: [msg(str`Decision ${number}`), statusWord(proposal.status)].join(', '),
        icon: 'gavel',
        own: true,
        words: `${proposal.number} ${session.words(currentVersion(proposal).text)}`,
        href: path.row(session.id, proposal.document, proposal.id),
      })
    }),
    ...rooms.flatMap(room => rows(session, room)),
    ...parties(session).map(party => ({
      ...found({
        key: `party ${party.id}`,
        group: 'party' as const,
        label: party.name,
        hint: msg('Party'),
        icon: 'users-round' as const,
        own: true,
        words: `${party.short} ${party.initials}`,
        href: `${path.people(session.id)}#party-${party.id}`,
      }),
      party,
    })),
    ...people(session),
  ]
}

function pages(session: PartnershipSession): Found[] {
  const page = (key: string, label: string, icon: IconName, href: string, words = '') =>
    found({ key, group: 'page', label, hint: '', icon, own: false, words, href })
  return [
    page(
      'table',
      msg('Table'),
      'layout-grid',
      path.table(session.id),
      msg('Front page, next for you, waiting for you'),
    ),
    page('people', msg('People and invites'), 'users-round', path.people(session.id), msg('Parties, members, roles')),
  ]
}

function canvases(session: PartnershipSession): Found[] {
  return [...documents(session), ...documents(session, { archived: true })].map(info => {
    const label = documentTitle(session, info)
    const kind = clientKindOf(info.kind)?.title() ?? ''
    return found({
      key: `canvas ${info.id}`,
      group: 'canvas',
      label,
      hint: [kind === label ? '' : kind, info.archived ? msg('Archived') : ''].filter(Boolean).join(', '),
      icon: ICONS[info.kind] ?? 'square',
      own: true,
      words: kind,
      href: path.canvas(session.id, info.id),
    })
  })
}

/** A canvas's own rows. A proposal that was opened is the ledger's to tell; its draft's words may be older. */
function rows(session: PartnershipSession, room: CanvasRoom): Found[] {
  const info = session.ledger.documents.get(room.document)
  if (!room.loaded || !info) return []
  const details = new Map<string, { label: string; words: string }>()
  let last = ''
  for (const line of kindOf(room.kind)?.outline(room.doc) ?? []) {
    if (line.depth === 0 && line.id !== null) {
      last = line.id
      details.set(last, { label: line.text, words: '' })
    } else {
      const row = details.get(last)
      if (row) row.words += ` ${line.text}`
    }
  }
  if (room.kind === 'agreement') nameClauses(room.doc, details)
  return [...details].flatMap(([id, { label, words }]) =>
    session.ledger.proposals.has(id) ? [] : [rowFound(session, info, id, label, words)],
  )
}

function rowFound(session: PartnershipSession, info: DocumentInfo, id: string, label: string, words: string): Found {
  return found({
    key: `row ${id}`,
    group: GROUPS[info.kind] ?? 'note',
    label: label.slice(0, 160) || msg('(no words)'),
    hint: info.kind === 'decision-log' ? statusWord('draft') : documentTitle(session, info),
    icon: ICONS[info.kind] ?? 'square',
    own: true,
    words,
    href: path.row(session.id, info.id, id),
  })
}

/** Headings of standard clauses stand in the interface's language. */
function nameClauses(doc: Y.Doc, details: Map<string, { label: string; words: string }>): void {
  for (const [index, row] of clausesOf(doc).all().entries()) {
    const line = details.get(row.id)
    if (line) line.label = `${formatNumber(index + 1)} ${headingWords(row)}`
  }
}

function people(session: PartnershipSession): Found[] {
  return [...session.ledger.members.values()].flatMap(member => {
    if (member.leftAt !== null) return []
    const party = member.party === null ? null : partyView(session, member.party)
    const line = found({
      key: `person ${member.id}`,
      group: 'person',
      label: memberName(session, member.id),
      hint: [roleWord(member.role), party?.short ?? ''].filter(Boolean).join(', '),
      icon: 'user-round',
      own: true,
      words: party?.name ?? '',
      href: `${path.people(session.id)}#member-${member.id}`,
    })
    return [party ? { ...line, party } : line]
  })
}

function found(line: Omit<Found, 'folded' | 'named' | 'off' | 'choose'> & { words: string; href: string }): Found {
  const { words, href, ...rest } = line
  return {
    ...rest,
    named: foldWords(line.label),
    folded: foldWords(`${line.label} ${line.hint} ${words}`),
    off: '',
    choose: () => go(href),
  }
}
