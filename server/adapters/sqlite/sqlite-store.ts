import { entryLine } from '../../../shared/ledger/chain.ts'
import type { Entry } from '../../../shared/ledger/facts.ts'
import type { Store } from '../../ports.ts'
import { startClient } from './client.ts'
import type { SqliteOptions } from './database.ts'
import type { Operation } from './operations.ts'

const IDENTITY = [
  'addPartnership',
  'hasPartnership',
  'partnerships',
  'addDocument',
  'document',
  'documents',
  'addSession',
  'sessionBySecret',
  'addMembership',
  'dropMember',
  'touchSession',
  'dropSession',
  'addInvite',
  'invite',
  'inviteBySecret',
  'inviteByCode',
  'invites',
  'useInvite',
  'revokeInvite',
  'addToken',
  'tokenByHash',
  'tokens',
  'revokeToken',
  'addRecovery',
  'recovery',
  'replaceRecoveries',
  'redeemRecovery',
  'setMemberSettings',
  'memberSettings',
  'eraseMemberSettings',
] as const satisfies Operation[]

/**
 * Opens the store in `folder` (made when missing): SQLite in WAL with one writer on a thread of its own. Rejects with a reason when
 * SQLite is too old, another server has the folder, or its data is newer than this program.
 */
export async function openSqliteStore(folder: string, options: SqliteOptions = {}): Promise<Store> {
  const client = await startClient(folder, options)
  const call = client.call as (operation: Operation, ...given: unknown[]) => Promise<unknown>
  const identity = Object.fromEntries(
    IDENTITY.map(name => [name, (...given: unknown[]) => call(name, ...given)]),
  ) as unknown as Pick<Store, (typeof IDENTITY)[number]>
  return {
    ...identity,
    load: document => client.call('load', document),
    append: batch => client.append(batch),
    compact: (document, upTo, snapshot, edge) => client.call('compact', document, upTo, snapshot, edge),
    historyOutline: document => client.call('historyOutline', document),
    history: (document, from, upTo) => client.call('history', document, from, upTo),
    pruneHistory: (document, upTo, base, states) => client.call('pruneHistory', document, upTo, base, states),
    async appendFacts(partnership, entries, texts, erased = []) {
      const packed = entries.map(entry => {
        const { stream, seq, command, index } = entry
        return { stream, seq, command, index, bytes: entryLine(entry) }
      })
      return client.call('appendFacts', partnership, packed, texts, erased)
    },
    async entries(partnership, stream, after, limit) {
      return (await client.call('entries', partnership, stream, after, limit)).map(line => JSON.parse(line) as Entry)
    },
    texts: (partnership, stream, after, limit) => client.call('texts', partnership, stream, after, limit),
    streams: partnership => client.call('streams', partnership),
    seqOfCommand: (partnership, command) => client.call('seqOfCommand', partnership, command),
    addWhole: packed => client.addWhole(packed),
    powerLoss: () => client.call('powerLoss'),
    flush: () => client.call('flush'),
    close: () => client.close(),
  }
}
