import { parseArgs } from 'node:util'
import { verifyExport } from '../../shared/verify/verify-export.ts'
import { decidedTable, exportOf, resealed } from './sample-export.ts'
import { seeded, TAMPERINGS } from './tamper.ts'

// npm run tamper [-- --count 10000 --seed 1]: half of them with the list of files written anew, as a forger would.
const { values } = parseArgs({
  options: { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
})
const count = Number(values.count)
const untouched = exportOf(decidedTable())
const kinds = Object.entries(TAMPERINGS)
const ofLedger = kinds.filter(([name]) => /entry|entries|end off|words/.test(name))
const tried: Record<string, number> = {}
const accepted: string[] = []
let done = 0
for (let seed = Number(values.seed); done < count; seed++) {
  const isResealed = seed % 2 === 0
  const among = isResealed ? ofLedger : kinds
  const [name, tamper] = among[(seed >> 1) % among.length]!
  const files = tamper(untouched, seeded(seed))
  if (!files) continue
  done++
  const kind = isResealed ? `${name}, resealed` : name
  tried[kind] = (tried[kind] ?? 0) + 1
  if (verifyExport(isResealed ? resealed(files) : files).ok) accepted.push(`${kind}, seed ${seed}`)
}
const isWhole = verifyExport(untouched).ok
console.log(JSON.stringify({ tried, accepted }))
console.log(`tamper: ${done - accepted.length} of ${done} rejected, untouched ${isWhole ? 'accepted' : 'REJECTED'}`)
process.exitCode = isWhole && accepted.length === 0 ? 0 : 1
