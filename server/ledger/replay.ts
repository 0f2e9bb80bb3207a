import { canonicalJson, type Canonical } from '../../shared/canonical.ts'
import type { Command, CommandType } from '../../shared/ledger/commands.ts'
import type { Commitment, Entry, Fact, FactType } from '../../shared/ledger/facts.ts'
import { mapWords } from '../../shared/ledger/map-words.ts'
import type { LedgerRows } from '../ports.ts'

const FACT_OF: Readonly<Record<CommandType, FactType>> = {
  'partnership.rename': 'partnership.renamed',
  'party.add': 'party.added',
  'party.change': 'party.changed',
  'member.change': 'member.changed',
  'document.rename': 'document.renamed',
  'document.archive': 'document.archived',
  'document.restore': 'document.restored',
  'stage.set': 'stage.set',
  'artifact.mark': 'artifact.marked',
  'question.set': 'question.set',
  'rating.give': 'rating.given',
  'rating.agree': 'rating.agreed',
  'clause.move': 'clause.moved',
  'assent.give': 'assent.given',
  'proposal.open': 'proposal.opened',
  'proposal.amend': 'proposal.amended',
  'proposal.withdraw': 'proposal.withdrawn',
  'proposal.close': 'decision.closed',
  'position.take': 'position.taken',
  'position.confirm': 'position.confirmed',
  'objection.test': 'objection.moved',
  'objection.settle': 'objection.moved',
  'objection.refer': 'objection.moved',
  'comment.add': 'comment.added',
  'comment.change': 'comment.changed',
  'comment.erase': 'comment.erased',
  'thread.resolve': 'thread.resolved',
  'thread.reopen': 'thread.reopened',
  'version.name': 'version.named',
  'history.retain': 'history.retained',
}

// `decide()` fills these in or tidies them, so that the fact need not say them as the command did.
const TIDIED = new Set(['id', 'type', 'language', 'dueAt', 'settings', 'electorate', 'required', 'integrates'])

/**
 * Whether the entry that a known command id led to, the last of it at `seq`, is what this member asks for with this command:
 * the same person, the same kind of act and the same words and values. Words that were erased cannot differ.
 */
export async function isSameAct(
  store: LedgerRows,
  partnership: string,
  words: { get(commitment: Commitment | null): string },
  { seq, member, command }: { seq: number; member: string; command: Command },
): Promise<boolean> {
  const entry = await firstEntryOf(store, partnership, command.id, seq)
  if (!entry || entry.actor !== member || entry.fact.type !== FACT_OF[command.type]) return false
  const told = mapWords<Commitment, string>(entry.fact, commitment => words.get(commitment))
  return agrees(command, told)
}

// A command leads to two entries at most, in one stream.
async function firstEntryOf(
  store: LedgerRows,
  partnership: string,
  command: string,
  last: number,
): Promise<Entry | null> {
  for (const stream of await store.streams(partnership)) {
    const entries = await store.entries(partnership, stream, Math.max(0, last - 2), 2)
    const found = entries.find(entry => entry.command === command)
    if (found) return found
  }
  return null
}

function agrees(command: Command, fact: Fact<string>): boolean {
  const told: Readonly<Record<string, unknown>> = fact
  return Object.entries(command).every(([key, asked]) => {
    if (TIDIED.has(key) || !Object.hasOwn(told, key)) return true
    const was = told[key]
    if (typeof asked === 'string' && typeof was === 'string') return was === '' || plain(asked) === was
    return text(asked) === text(was)
  })
}

function plain(words: string): string {
  return words.toWellFormed().normalize('NFC').trim()
}

// JSON drops what was left undefined, as storing does.
function text(value: unknown): string {
  return canonicalJson(JSON.parse(JSON.stringify(value ?? null)) as Canonical)
}
