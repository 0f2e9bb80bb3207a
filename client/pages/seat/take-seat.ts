import { refusalWords } from '../../ledger/refusal-words.ts'
import { path } from '../../room/navigate.ts'
import { closeAllPartnerships } from '../../room/session.ts'
import { forgetSummary } from '../../room/summary.ts'
import { api } from '../../sync/api.ts'
import { browserStorage } from '../../sync/storage.ts'
import { toast } from '../../ui/toast.ts'

/** Sits down in another seat of the sample, or back in one's own, and opens the table anew from there. */
export async function takeSeat(partnership: string, member: string): Promise<boolean> {
  const answer = await api.post(`/api/partnerships/${partnership}/seat`, { member })
  if (!answer.ok) {
    toast(refusalWords(answer.refusal), { tone: 'negative' })
    return false
  }
  await closeAllPartnerships()
  forgetSummary(browserStorage, partnership)
  // Everything on this page belongs to the seat that was left.
  location.assign(path.table(partnership))
  return true
}
