import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { refusalWords } from '../ledger/refusal-words.ts'
import { closeAllPartnerships } from '../room/session.ts'
import { api } from '../sync/api.ts'
import { forgetDevice } from '../sync/forget-device.ts'
import { forgetSharedPhone, isSharedPhone } from '../sync/shared-phone.ts'
import { confirmAct } from '../ui/dialog.ts'
import { toast } from '../ui/toast.ts'

/**
 * Signs this browser out after asking: ends its session and its lines, and deletes what it keeps. For shared phones.
 * `unsaved` says that something here has not reached the server.
 */
export async function leaveDevice(unsaved: boolean): Promise<void> {
  const sure = await confirmAct({
    heading: msg('Leave this device?'),
    body: html`<p>${msg('Whoever uses it next cannot open your partnerships: what this browser keeps of them is deleted. You come back with your recovery link or a new invite.')}</p>
      ${unsaved ? html`<p class="err">${msg('Something here has not reached the server yet. It would be lost.')}</p>` : nothing}`,
    act: msg('Leave'),
    cancel: msg('Stay'),
    danger: unsaved,
  })
  if (!sure) return
  const answer = await api.post('/api/log-out')
  if (!answer.ok && answer.refusal.code !== 'no-session') {
    toast(refusalWords(answer.refusal), { tone: 'negative' })
    return
  }
  await closeAllPartnerships()
  const gone = await forgetDevice()
  const shared = isSharedPhone()
  forgetSharedPhone(false)
  if (!gone)
    await confirmAct({
      heading: msg('You are signed out'),
      body: msg(
        'This browser did not let Trestle delete what it keeps. Delete this site’s data in the browser’s settings.',
      ),
      act: msg('I will'),
      cancel: msg('Close'),
    })
  // A browser may keep the page as it was for its back button.
  addEventListener('pageshow', event => event.persisted && location.reload())
  location.replace(shared ? '/left' : '/')
}
