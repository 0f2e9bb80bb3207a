import { expect, test } from 'vitest'
import { ARTIFACTS, STAGES, STEPS_AT } from '../../../shared/cycle/stages.ts'
import { ANN, BROKER, CO, seatedTable } from '../ledger/table.ts'

test('[CYC-1] a partnership begins at stage A; brokers set it on and back, and saying the same twice changes nothing', () => {
  const table = seatedTable()
  const set = (member: string, stage: 'A' | 'B' | 'C' | 'D') =>
    table.act(member, { type: 'stage.set', stage, labels: 'steps', preset: 'full' })
  expect(table.state.cycle).toMatchObject({ stage: 'A', labels: 'steps', preset: 'full', at: null })
  expect(set(BROKER, 'A')).toBe('nothing-changed')
  expect(set(CO, 'C')).toBeNull()
  expect(table.state.cycle).toMatchObject({ stage: 'C', at: table.now, by: CO })
  expect(set(BROKER, 'A')).toBeNull()
  expect(table.state.cycle.stage).toBe('A')
  expect(set(ANN, 'B')).toBe('not-allowed')
})

test('[CYC-2] the short cycle stops at A and C, and the names of the steps are part of the same fact', () => {
  const table = seatedTable()
  const set = (stage: 'A' | 'B' | 'C', preset: 'full' | 'short', labels: 'steps' | 'phases' = 'steps') =>
    table.act(BROKER, { type: 'stage.set', stage, labels, preset })
  expect(set('B', 'short')).toBe('stage-skipped')
  expect(set('C', 'short')).toBeNull()
  expect(set('C', 'short', 'phases')).toBeNull()
  expect(table.state.cycle).toMatchObject({ stage: 'C', preset: 'short', labels: 'phases' })
  expect(set('B', 'full', 'phases')).toBeNull()
  expect(STAGES.flatMap(stage => STEPS_AT[stage])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  expect(new Set(ARTIFACTS).size).toBe(ARTIFACTS.length)
})
