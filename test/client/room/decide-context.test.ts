import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { decideContext } from '../../../client/room/decide-context.ts'
import { addClause } from '../../../shared/kinds/agreement/model.ts'
import { proposalsOf } from '../../../shared/kinds/decision-log/model.ts'
import { stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import type { KindId } from '../../../shared/kinds/kind.ts'

test('[SAV-22] a command finds its row on a canvas of its own kind that is open here, and on no other', () => {
  const doc = new Y.Doc()
  const clause = addClause(doc, { heading: 'Aim' })
  const proposal = proposalsOf(doc).add({ title: 'Do it' })
  const stakeholder = stakeholdersOf(doc).add({ name: 'Mill' })
  const found = (kind: KindId | null) => {
    const context = decideContext(document => (document === 'd' && kind ? { kind, doc } : null), 0)
    return [
      context.clause('d', clause) !== null,
      context.draft('d', proposal) !== null,
      context.stakeholder('d', stakeholder),
    ]
  }

  expect(found('agreement')).toEqual([true, false, false])
  expect(found('decision-log')).toEqual([false, true, false])
  expect(found('stakeholder-map')).toEqual([false, false, true])
  expect(found(null)).toEqual([false, false, false])
})
