import { expect, test } from 'vitest'
import { playForgedCommands } from './forged-commands.ts'

test('[REV-3] of 660 forged, replayed and reordered commands the ledger takes none, and only a true repetition is answered as known', async () => {
  const { answers, accepted } = await playForgedCommands(660, 3)
  expect(accepted).toEqual([])
  const known = Object.keys(answers).filter(kind => 'known' in answers[kind]!)
  expect(known.filter(kind => kind !== 'a byte of it changed')).toEqual(['replayed as it was'])
  expect(answers['replayed as it was']).toEqual({ known: 60 })
})
