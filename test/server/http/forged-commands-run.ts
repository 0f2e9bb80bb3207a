import { parseArgs } from 'node:util'
import { playForgedCommands } from './forged-commands.ts'

// npm run forge [-- --count 10000 --seed 1]
const { values } = parseArgs({
  options: { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
})
const { tried, answers, accepted } = await playForgedCommands(Number(values.count), Number(values.seed))
console.log(JSON.stringify({ answers, accepted }))
console.log(`forge: ${accepted.length} of ${tried} forged, replayed or reordered commands accepted`)
process.exitCode = accepted.length > 0 ? 1 : 0
