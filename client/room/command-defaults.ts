import type { Command } from '../../shared/ledger/commands.ts'
import type { CommandBody } from './types.ts'

type Defaults = { [Type in Command['type']]: Record<string, unknown> }

/** What a missing field means; the same as in `commandSchema`, which a browser does not load (a test compares them). */
const DEFAULTS: Defaults = {
  'partnership.rename': {},
  'party.add': { standing: 'partner' },
  'party.change': {},
  'member.change': {},
  'document.rename': {},
  'document.archive': {},
  'document.restore': {},
  'stage.set': { labels: 'steps', preset: 'full' },
  'artifact.mark': { note: null },
  'question.set': {},
  'rating.give': { note: null },
  'rating.agree': {},
  'clause.move': {},
  'assent.give': { reason: null },
  'proposal.open': { language: 'en', owner: null, reviewOn: null, supersedes: null },
  'proposal.amend': { integrates: [] },
  'proposal.withdraw': { reason: null },
  'proposal.close': {},
  'position.take': { reason: null, provisional: false, dueAt: null },
  'position.confirm': {},
  'objection.test': { note: null },
  'objection.settle': { note: null },
  'objection.refer': { note: null },
  'comment.add': { about: null, thread: null, range: null, quote: null, mentions: [] },
  'comment.change': { mentions: [] },
  'comment.erase': {},
  'thread.resolve': {},
  'thread.reopen': {},
  'version.name': {},
  'history.retain': {},
}

const SETTINGS = { unit: 'party', quorum: 50, threshold: 50, required: [], reasonsOnDissent: true, reversible: true }

/** Words that may be left out: empty means none. */
const OPTIONAL_WORDS = ['reason', 'note', 'quote']
/** Texts that the server takes as they are. */
const NOT_TRIMMED = ['id', 'type', 'hash', 'textHash', 'language', 'value']

/** The command as the server reads it: defaults filled in, words trimmed. */
export function asCommand(body: CommandBody, id: string): Command {
  const command: Record<string, unknown> = { ...DEFAULTS[body.type], ...given(body), id }
  if (body.type === 'proposal.open') command.settings = { ...SETTINGS, ...given(body.settings) }
  return command as Command
}

function given(fields: object): Record<string, unknown> {
  const entries = Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
    if (value === undefined) return []
    if (typeof value !== 'string' || NOT_TRIMMED.includes(name)) return [[name, value]]
    const words = value.trim()
    return [[name, words === '' && OPTIONAL_WORDS.includes(name) ? null : words]]
  })
  return Object.fromEntries(entries)
}
