import type { ResultReason } from '../facts.ts'
import { countedPositions, type Method, resultOf } from './method.ts'

const VALUES = ['yes', 'no', 'abstain'] as const

/**
 * Simple or super majority (domain.md 7.2): yes among yes and no is more than half, or at least the threshold when that is
 * above 50. Abstaining counts for the quorum only; a tie fails; every required party must have been heard.
 */
export const majority: Method = {
  id: 'majority',
  values: VALUES,
  needsReason: (value, onDissent) => onDissent && (value === 'no' || value === 'abstain'),
  result(poll) {
    const counted = countedPositions(poll, VALUES)
    const yes = counted.filter(({ value }) => value === 'yes').length
    const no = counted.filter(({ value }) => value === 'no').length
    const passes = reaches(yes, no, poll.settings.threshold)
    const why: ResultReason = passes ? 'majority-reached' : yes === no && yes > 0 ? 'tie' : 'majority-not-reached'
    const dissent = counted
      .filter(({ value }) => value === 'no')
      .map(({ party, value, reason }) => ({ party, value, reason }))
    return resultOf(poll, majority, { passes, reasons: [why], dissent })
  },
}

function reaches(yes: number, no: number, threshold: number): boolean {
  if (yes + no === 0) return false
  return threshold > 50 ? yes * 100 >= threshold * (yes + no) : yes > no
}
