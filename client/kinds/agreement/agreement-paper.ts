import { msg, str } from '@lit/localize'
import { canonicalAgreement } from '../../../shared/kinds/agreement/canonical.ts'
import { clauseText } from '../../../shared/kinds/agreement/model.ts'
import { textHash } from '../../../shared/hash.ts'
import { oneLine } from '../../../shared/model/one-line.ts'
import { readProse } from '../../../shared/model/prose-read.ts'
import type { Paper, PaperBlock, PaperGrid } from '../../../shared/paper/paper.ts'
import { documentTitle, parties, partnershipWords } from '../../ledger/views.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { formatList, formatLocale, formatNumber, isolated } from '../../ui/format.ts'
import type { PartyView } from '../../ui/mark.ts'
import { sectorWord } from '../../ui/words.ts'
import type { ClauseView } from './clause-view.ts'
import { bindingWord, clauseStatusWord, headingWords, stanceWord } from './words.ts'

/** Parties that fit side by side on a page; of more, those who say the same are named together. */
const SIDE_BY_SIDE = 5

/**
 * The agreement as a paper to hand over, in the reader's language: parties, clauses with how far each binds and where it
 * stands, who assents to which, the parties' reasons in their words, lines to sign on, and the text's fingerprint. Holds what
 * every member sees and nothing else. `now` in milliseconds since 1970.
 */
export function agreementPaper(
  session: PartnershipSession,
  room: CanvasRoom,
  clauses: readonly ClauseView[],
  now: number,
): Paper {
  const { name } = partnershipWords(session)
  const info = session.ledger.documents.get(room.document)
  const title = info ? documentTitle(session, info) : msg('Agreement')
  const at = parties(session).filter(party => session.ledger.parties.get(party.id)?.standing === 'partner')
  const state = stateWords(clauses)
  const saved = momentWords(now)
  const language = document.documentElement.lang || 'en'
  return {
    title,
    language,
    rtl: document.documentElement.dir === 'rtl',
    running: name,
    state,
    page: (page, of) => msg(str`Page ${page} of ${of}`),
    lines: [name, state, msg(str`Text of ${saved}`)].filter(line => line !== ''),
    blocks: [
      ...partiesPart(session, at),
      ...clauses.map(view => clauseBlock(room, view)),
      ...standingPart(at, clauses),
      ...reasonsPart(session, at, clauses),
      ...signaturesPart(at),
      { type: 'line', words: msg('Made with Trestle by the parties themselves. Not legal advice.') },
      { type: 'line', words: msg(str`Fingerprint of the text (SHA-256): ${textHash(canonicalAgreement(room.doc))}`) },
    ],
  }
}

// A paper outlives its year, so the year is always there.
function momentWords(ms: number): string {
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const
  const time = { hour: '2-digit', minute: '2-digit', timeZoneName: 'long' } as const
  return new Intl.DateTimeFormat(formatLocale(), { ...day, ...time }).format(ms)
}

/** How much of the text is settled, in one sentence. */
function stateWords(clauses: readonly ClauseView[]): string {
  const settled = clauses.filter(one => one.status === 'settled').length
  return settled === clauses.length && settled > 0
    ? msg('Every clause is settled at the table.')
    : msg(str`Draft. Clauses settled at the table: ${formatNumber(settled)} of ${formatNumber(clauses.length)}`)
}

function partiesPart(session: PartnershipSession, at: readonly PartyView[]): PaperBlock[] {
  if (at.length === 0) return []
  const rows = at.map(party => {
    const sector = session.ledger.parties.get(party.id)?.sector
    return [party.name, sector ? sectorWord(sector) : '']
  })
  return [
    { type: 'part', words: msg('The parties') },
    { type: 'grid', head: [msg('Party'), msg('Sector')], rows },
  ]
}

function clauseBlock(room: CanvasRoom, view: ClauseView): PaperBlock {
  const plain = oneLine(view.row.plainLine)
  const about = `${bindingWord(view.row.binding)} – ${clauseStatusWord(view.status)}`
  return {
    type: 'clause',
    heading: headingWords(view.row),
    tag: view.row.binding,
    about,
    words: readProse(clauseText(room.doc, view.row.id)),
    plain: plain === '' ? null : { label: msg('In plain words:'), words: plain },
  }
}

function standingPart(at: readonly PartyView[], clauses: readonly ClauseView[]): PaperBlock[] {
  const spoken = clauses.filter(view => !view.empty)
  if (at.length === 0 || spoken.length === 0) return []
  const word = (view: ClauseView, party: PartyView) => {
    const one = view.assents.find(assent => assent.party === party.id)
    return one ? stanceWord(one.stance, one.stale) : ''
  }
  const name = (view: ClauseView) => `${formatNumber(view.number)}. ${headingWords(view.row)}`
  const grid: PaperGrid =
    at.length <= SIDE_BY_SIDE
      ? {
          type: 'grid',
          head: [msg('Clause'), ...at.map(party => party.short)],
          rows: spoken.map(view => [name(view), ...at.map(party => word(view, party))]),
        }
      : {
          type: 'grid',
          head: [msg('Clause'), msg('Who says what')],
          rows: spoken.map(view => [name(view), together(at, party => word(view, party))]),
        }
  return [{ type: 'part', words: msg('Where each party stands'), newPage: true }, grid]
}

/** What parties say, each thing once with the names of those who say it. */
function together(at: readonly PartyView[], word: (party: PartyView) => string): string {
  const said = new Map<string, string[]>()
  for (const party of at) said.set(word(party), [...(said.get(word(party)) ?? []), isolated(party.short)])
  return [...said].map(([what, names]) => `${what}: ${formatList(names)}.`).join(' ')
}

function reasonsPart(
  session: PartnershipSession,
  at: readonly PartyView[],
  clauses: readonly ClauseView[],
): PaperBlock[] {
  const rows = clauses.flatMap(view =>
    view.assents.flatMap(one => {
      const reason = session.words(one.reason)
      const party = at.find(({ id }) => id === one.party)
      if (!reason || !party) return []
      return [[formatNumber(view.number), `${party.name}: ${stanceWord(one.stance, one.stale)}`, reason]]
    }),
  )
  if (rows.length === 0) return []
  return [
    { type: 'part', words: msg('Reservations and objections, in the parties’ words') },
    { type: 'grid', head: [msg('Clause'), msg('Party'), msg('Reason')], rows },
  ]
}

function signaturesPart(at: readonly PartyView[]): PaperBlock[] {
  if (at.length === 0) return []
  return [
    { type: 'part', words: msg('Signed for the parties') },
    {
      type: 'grid',
      head: [msg('Party'), msg('Name and capacity'), msg('Date'), msg('Signature')],
      rows: at.map(party => [party.name, '', '', '']),
      tall: true,
    },
  ]
}
