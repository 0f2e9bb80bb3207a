import * as Y from 'yjs'
import { Awareness } from 'y-protocols/awareness'
import type { LedgerState } from '../../../shared/ledger/state.ts'
import type { CanvasRoom, CommandBody, PartnershipSession } from '../../../client/room/types.ts'
import type { Actor } from '../../../shared/access/roles.ts'
import { commandSchema } from '../../../shared/ledger/commands.ts'
import { decide } from '../../../shared/ledger/decide.ts'
import { draftOf } from '../../../shared/kinds/decision-log/draft.ts'
import { newId } from '../../../shared/ids.ts'
import { furnishedTable } from '../../server/sample/plain-table.ts'
import type { PersonKey } from '../../../server/sample/people.ts'

/** The sample as one of its people sees it, with the real rules behind `wouldRefuse` and `execute`; no network. */
export async function sampleSession(as: PersonKey, at?: number) {
  const table = await furnishedTable(at)
  const doc = table.docs.get(table.documents.log.id)!
  const member = table.cast.people.get(as)!
  const known = table.state().members.get(member)!
  const me: Actor & { name: string } = { member, role: known.role, party: known.party, name: table.words(known.name) }
  const listeners = new Set<() => void>()
  const executed: CommandBody[] = []
  const context = {
    now: table.now,
    draft: (_: string, row: string) => draftOf(doc, row),
    clause: () => null,
    stakeholder: () => false,
    row: () => false,
    newId,
    dealMark: (free: readonly number[]) => free[0]!,
  }
  const rule = (actor: Actor, body: CommandBody) =>
    decide(table.state(), actor, commandSchema.parse({ id: newId(), ...body }), context)
  const room: CanvasRoom = {
    document: table.documents.log.id,
    kind: 'decision-log',
    boundary: 'partnership',
    doc,
    awareness: new Awareness(doc),
    canEdit: true,
    loaded: true,
    saved: { type: 'saved', at: table.now },
    people: [],
    undo: new Y.UndoManager(doc),
    transact: change => doc.transact(change),
    show() {},
    close() {},
    subscribe: () => () => {},
  }
  const session: PartnershipSession = {
    id: table.partnership,
    me,
    ready: true,
    online: true,
    get ledger(): LedgerState {
      return table.state()
    },
    words: commitment => table.words(commitment),
    wouldRefuse(body) {
      const ruling = rule(me, body)
      return ruling.ok ? null : ruling.refusal
    },
    async execute(body) {
      executed.push(body)
      const ruling = rule(me, body)
      if (!ruling.ok) return ruling
      const value = await table.record(table.partnership, ruling.value, {
        actor: me.member,
        role: me.role,
        party: me.party,
        at: table.now,
      })
      for (const listener of listeners) listener()
      return { ok: true, value }
    },
    open: () => room,
    companionOf: () => undefined,
    present: new Set<string>(),
    close() {},
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return { ...table, session, room, me, executed }
}
