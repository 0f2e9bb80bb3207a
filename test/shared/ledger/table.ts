import type { Actor, Boundary, Role } from '../../../shared/access/roles.ts'
import { textHash } from '../../../shared/hash.ts'
import { leafHash } from '../../../shared/ledger/chain.ts'
import type { Command } from '../../../shared/ledger/commands.ts'
import { decide } from '../../../shared/ledger/decide.ts'
import type { DecideContext } from '../../../shared/ledger/decide-context.ts'
import type { Entry, Fact, FactDraft, ProposalSettings, TextRow, Words } from '../../../shared/ledger/facts.ts'
import { applyEntry, emptyLedger } from '../../../shared/ledger/fold.ts'
import type { RefusalCode } from '../../../shared/ledger/refusals.ts'
import type { LedgerState, Proposal } from '../../../shared/ledger/state.ts'
import { commitDrafts } from '../../../shared/ledger/words.ts'

/** An id of the right shape that tests can read: the name, padded. */
export function id(name: string): string {
  return name
    .replaceAll(/[^a-z2-7]/g, 'x')
    .padEnd(20, 'a')
    .slice(0, 20)
}

/** A command without its id. */
export type Body = Command extends infer One ? (One extends Command ? Omit<One, 'id'> : never) : never

/** The command that comments. */
export type CommentBody = Extract<Body, { type: 'comment.add' }>

/** Words of a draft. */
export function words(text: string): Words {
  return { words: text }
}

/** A comment on the whole agreement, to be varied. */
export function commentOn(change: Partial<CommentBody> = {}): CommentBody {
  const nothing = { about: null, thread: null, range: null, quote: null, mentions: [] }
  return { type: 'comment.add', document: AGREEMENT, words: 'Is it so?', ...nothing, ...change }
}

/** Settings that close in an hour, to be varied. */
export function settings(change: Partial<ProposalSettings> = {}): ProposalSettings {
  return {
    method: 'consent',
    unit: 'party',
    quorum: 50,
    threshold: 50,
    required: [],
    closesAt: 3_600_000,
    reasonsOnDissent: true,
    reversible: true,
    ...change,
  }
}

/** Hash of a draft as the decision log's canvas words it. */
export function draftHash(title: string, text: string): string {
  return textHash(`${title}\n\n${text}`)
}

/**
 * A table in memory, without a server: what `decide()` answers is salted, chained and folded at once. Everything is
 * counted, nothing random, so that a run can be repeated.
 */
export class Table implements DecideContext {
  now = 1000
  state: LedgerState = emptyLedger
  readonly entries: Entry[] = []
  readonly texts: { boundary: Boundary; row: TextRow }[] = []
  readonly drafts = new Map<string, { title: string; text: string }>()
  readonly clauses = new Map<string, string>()
  readonly stakeholders = new Set<string>()
  #count = 0

  draft(_document: string, proposal: string) {
    const found = this.drafts.get(proposal)
    return found ? { ...found, hash: draftHash(found.title, found.text) } : null
  }

  clause(_document: string, clause: string) {
    const text = this.clauses.get(clause)
    return text === undefined ? null : { hash: textHash(text), empty: text === '' }
  }

  stakeholder(_document: string, stakeholder: string) {
    return this.stakeholders.has(stakeholder)
  }

  row(document: string, row: string) {
    return this.clauses.has(row) || this.stakeholders.has(row) || (document === LOG && this.drafts.has(row))
  }

  newId(): string {
    return id(`fresh${this.#letters()}`)
  }

  dealMark(free: readonly number[]): number {
    return free.at(-1)!
  }

  /** A member as the ledger knows them now. */
  actor(member: string): Actor {
    const found = this.state.members.get(member)
    if (!found) throw new Error(`nobody is ${member}`)
    return { member, role: found.role, party: found.party }
  }

  /** Rules on a member's command and records what it leads to; answers the refusal's code, or null. */
  act(member: string, body: Body, commandId = id(`command${this.#letters()}`)): RefusalCode | null {
    const command = { id: commandId, ...body } as Command
    const actor = this.actor(member)
    const ruled = decide(this.state, actor, command, this)
    if (!ruled.ok) return ruled.refusal.code
    this.record(ruled.value, actor, command.id)
    return null
  }

  /** Records drafts without asking anyone. */
  record(drafts: readonly FactDraft[], by: Actor | null = null, command = id(`server${this.#letters()}`)): Entry[] {
    const salt = () => (this.#count++).toString(16).padStart(32, '0')
    return commitDrafts(drafts, salt).map(({ boundary, fact, texts }, index) => {
      const head = this.state.heads.get(boundary)
      const before = this.entries.findLast(entry => entry.stream === boundary)
      const entry: Entry = {
        v: 1,
        stream: boundary,
        partnership: id('partnership'),
        seq: (head?.seq ?? 0) + 1,
        at: this.now,
        command,
        index,
        actor: by?.member ?? null,
        role: by?.role ?? null,
        party: by?.party ?? null,
        fact,
        prev: before ? leafHash(before) : null,
        sig: null,
        keyId: null,
        seenHead: null,
        nonce: null,
      }
      this.entries.push(entry)
      this.texts.push(...texts.map(row => ({ boundary, row })))
      this.state = applyEntry(this.state, entry)
      return entry
    })
  }

  /** Records one fact of the server's own. */
  tell(fact: Fact<Words>, boundary: Boundary = 'partnership'): void {
    this.record([{ boundary, fact }])
  }

  /** Seats a member. */
  seat(member: string, role: Role, party: string | null = null): void {
    this.tell({ type: 'member.joined', member, role, party, name: words(member) })
  }

  /** The proposal, which must be there. */
  proposal(name = PROPOSAL): Proposal {
    const found = this.state.proposals.get(name)
    if (!found) throw new Error(`no proposal ${name}`)
    return found
  }

  /** Writes the draft `name` and opens it as `by`. */
  open(by: string, change: Partial<Omit<Extract<Body, { type: 'proposal.open' }>, 'type'>> = {}): RefusalCode | null {
    const proposal = change.proposal ?? PROPOSAL
    if (!this.drafts.has(proposal)) this.drafts.set(proposal, { title: `Title of ${proposal}`, text: 'We do it.' })
    return this.act(by, {
      type: 'proposal.open',
      document: LOG,
      proposal,
      textHash: this.draft(LOG, proposal)!.hash,
      language: 'en',
      settings: settings(),
      electorate: [...PARTIES],
      owner: null,
      reviewOn: null,
      supersedes: null,
      ...change,
    })
  }

  /** Takes a position on the text that stands now. */
  take(
    by: string,
    value: string,
    change: Partial<Omit<Extract<Body, { type: 'position.take' }>, 'type'>> = {},
  ): RefusalCode | null {
    const proposal = change.proposal ?? PROPOSAL
    const textHash = this.state.proposals.get(proposal)?.versions.at(-1)?.textHash ?? ''
    const rest = { reason: 'because', provisional: false, dueAt: null, ...change }
    return this.act(by, { type: 'position.take', proposal, textHash, value, ...rest })
  }

  /** Comments as `by`, under the id that `change` names. */
  comment(by: string, change: { comment?: string } & Partial<CommentBody> = {}): RefusalCode | null {
    const { comment, ...body } = change
    return this.act(by, commentOn(body), comment)
  }

  /** Rewrites the draft and freezes it as the next version. */
  amend(by: string, text: string, integrates: string[] = []): RefusalCode | null {
    this.drafts.set(PROPOSAL, { title: 'Amended', text })
    const textHash = this.draft(LOG, PROPOSAL)!.hash
    return this.act(by, { type: 'proposal.amend', proposal: PROPOSAL, textHash, change: 'other words', integrates })
  }

  #letters(): string {
    return (this.#count++).toString(26).replaceAll(/\d/g, digit => 'qrstuvwxyz'[Number(digit)]!)
  }
}

/** The canvases of `seatedTable`. */
export const MAP = id('map')
export const AGREEMENT = id('agreement')
export const LOG = id('log')
export const BROKER_LOG = id('brokerlog')
/** Its usual proposal. */
export const PROPOSAL = id('proposal')
/** Its three partners, and one associate. */
export const [ALPHA, BETA, GAMMA, ASSOCIATE] = [id('alpha'), id('beta'), id('gamma'), id('associate')]
export const PARTIES = [ALPHA, BETA, GAMMA] as const
/** Its members: a broker, a co-broker, a representative of each party, a second one of beta, a contributor, an observer. */
export const [BROKER, CO, ANN, BO, BEA, CY, DEE, OZ] = ['broker', 'co', 'ann', 'bo', 'bea', 'cy', 'dee', 'oz'].map(
  id,
) as [string, string, string, string, string, string, string, string]

/** A table with everyone seated and four empty canvases. */
export function seatedTable(): Table {
  const table = new Table()
  table.tell({
    type: 'partnership.created',
    start: 'empty',
    name: words('Mirata'),
    purpose: words('Water'),
    host: words('A host'),
    brokerTitle: words('broker'),
  })
  table.seat(BROKER, 'broker')
  for (const [at, party] of [...PARTIES, ASSOCIATE].entries()) {
    const standing = party === ASSOCIATE ? 'associate' : 'partner'
    const named = { name: words(party), short: words(party), initials: words('X') }
    table.tell({ type: 'party.added', party, mark: 4 - at, sector: 'public', standing, ...named })
  }
  table.seat(CO, 'co-broker')
  table.seat(ANN, 'representative', ALPHA)
  table.seat(BO, 'representative', BETA)
  table.seat(BEA, 'representative', BETA)
  table.seat(CY, 'representative', GAMMA)
  table.seat(DEE, 'contributor', ALPHA)
  table.seat(OZ, 'observer', ALPHA)
  for (const [document, kind] of [
    [MAP, 'stakeholder-map'],
    [AGREEMENT, 'agreement'],
    [LOG, 'decision-log'],
  ] as const) {
    table.tell({ type: 'document.created', document, kind, title: words(document), companionOf: null, template: null })
  }
  const own = { companionOf: null, template: null, title: words('Ours') }
  table.tell({ type: 'document.created', document: BROKER_LOG, kind: 'decision-log', ...own }, 'broker')
  return table
}
