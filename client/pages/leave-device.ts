import { msg } from '@lit/localize'
import { refusalWords } from '../ledger/refusal-words.ts'
import { closeAllPartnerships } from '../room/session.ts'
import { api } from '../sync/api.ts'
import { confirmAct } from '../ui/dialog.ts'
import { toast } from '../ui/toast.ts'

/** Signs this browser out after asking: ends its session and its lines, and forgets the device. For shared phones. */
export async function leaveDevice(): Promise<void> {
  const sure = await confirmAct({
    heading: msg('Leave this device?'),
    body: msg(
      'Whoever uses it next cannot open your partnerships. You come back with your recovery link or a new invite.',
    ),
    act: msg('Leave'),
    cancel: msg('Stay'),
  })
  if (!sure) return
  const answer = await api.post('/api/log-out')
  if (!answer.ok && answer.refusal.code !== 'no-session') {
    toast(refusalWords(answer.refusal), { tone: 'negative' })
    return
  }
  await closeAllPartnerships()
  location.assign('/')
}
