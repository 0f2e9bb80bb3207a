import { mayRead } from '../../shared/access/roles.ts'
import { foldWords } from '../../shared/model/fold-words.ts'
import { memberName, partyView } from '../ledger/views.ts'
import type { PartnershipSession } from '../room/types.ts'
import type { PartyView } from '../ui/mark.ts'

/** Somebody whom a comment can turn to: a member, with the party they sit for, or a party as a whole. */
export type Mentionable = { id: string; name: string; party: PartyView | null; kind: 'member' | 'party' }

/** A piece of a comment's words: plain, or the name of somebody whom it turns to. */
export type SaidPart = { words: string; mention: boolean }

/** Most names that the list offers at once. */
const OFFERED = 8

/** Everyone who can see the canvas, but oneself: people first, then parties, each in the table's order. */
export function mentionables(session: PartnershipSession, document: string): Mentionable[] {
  const { ledger, me } = session
  const boundary = ledger.documents.get(document)?.boundary
  if (boundary === undefined) return []
  const members = [...ledger.members.values()]
    .filter(one => one.leftAt === null && one.id !== me.member)
    .filter(one => mayRead({ member: one.id, role: one.role, party: one.party }, boundary))
    .map((one): Mentionable => {
      const party = one.party === null ? null : partyView(session, one.party)
      return { id: one.id, name: memberName(session, one.id), party, kind: 'member' }
    })
  const parties = [...ledger.parties.keys()]
    .filter(party => mayRead({ member: '', role: 'representative', party }, boundary))
    .map((id): Mentionable => {
      const party = partyView(session, id)
      return { id, name: party.short, party, kind: 'party' }
    })
  return [...members, ...parties]
}

/** Who fits what was typed after the `@`: by the start of any word of the name, whatever its accents or forms of letters. */
export function offered(all: readonly Mentionable[], typed: string): Mentionable[] {
  const wanted = foldWords(typed).trim()
  return all
    .filter(({ name, party }) => startsAWord(name, wanted) || (party !== null && startsAWord(party.name, wanted)))
    .slice(0, OFFERED)
}

/** The `@` that the caret stands behind, with what was typed since: null where there is none. */
export function typedMention(words: string, caret: number): { at: number; typed: string } | null {
  const found = words.slice(0, caret).match(/(?:^|[\s(«“"'])@([^\s@]*(?: [^\s@]+)?)$/u)
  if (!found) return null
  const typed = found[1] ?? ''
  return { at: caret - typed.length - 1, typed }
}

/** Ids of those whose name stands behind an `@` in the words; `picked` decides between two of one name. */
export function mentionsIn(words: string, all: readonly Mentionable[], picked: ReadonlySet<string>): string[] {
  const said = all.filter(({ name }) => words.includes(`@${name}`))
  return said
    .filter(one => picked.has(one.id) || !said.some(other => other.name === one.name && other.id !== one.id))
    .filter(one => picked.has(one.id) || !said.some(other => other !== one && covers(words, other.name, one.name)))
    .map(({ id }) => id)
    .slice(0, 20)
}

/** The words cut at the names of those whom they turn to. */
export function saidParts(words: string, names: readonly string[]): SaidPart[] {
  const wanted = names.filter(name => name !== '').map(name => `@${name}`)
  // The longest first, so that "@Ana Lima" is not taken for "@Ana".
  wanted.sort((a, b) => b.length - a.length)
  const parts: SaidPart[] = []
  let plain = ''
  const flush = (): void => {
    if (plain !== '') parts.push({ words: plain, mention: false })
    plain = ''
  }
  for (let at = 0; at < words.length; ) {
    const name = words[at] === '@' ? wanted.find(one => words.startsWith(one, at)) : undefined
    if (name) {
      flush()
      parts.push({ words: name, mention: true })
    } else plain += words[at]
    at += name?.length ?? 1
  }
  flush()
  return parts
}

/** The name of a member or party as a comment's `@` has it; '' where nobody is known by this id. */
export function mentionName(session: PartnershipSession, id: string): string {
  if (session.ledger.members.has(id)) return memberName(session, id)
  return session.ledger.parties.has(id) ? partyView(session, id).short : ''
}

function startsAWord(name: string, wanted: string): boolean {
  const folded = foldWords(name)
  return folded.startsWith(wanted) || folded.split(/[\s\-–/]+/u).some(word => word.startsWith(wanted))
}

/** Whether every `@short` in the words is only the start of `@long`. */
function covers(words: string, long: string, short: string): boolean {
  if (long.length <= short.length || !long.startsWith(short)) return false
  return !words.replaceAll(`@${long}`, '').includes(`@${short}`)
}
