import { msg } from '@lit/localize'
import { html, nothing, render } from 'lit'
import { icon } from '../ui/icon.ts'
import { faultReport, isMissingPart } from './fault-report.ts'

let place: HTMLElement | null = null

/** Says once, over the page, that something went wrong, that what was written is kept, and what to do. */
export function showFault(fault: unknown): void {
  if (place?.isConnected) return
  place = document.createElement('div')
  place.className = 'fault floating'
  place.setAttribute('role', 'alert')
  document.body.append(place)
  draw(place, fault, '')
}

function draw(into: HTMLElement, fault: unknown, said: string): void {
  const renewed = isMissingPart(fault)
  const copy = () =>
    navigator.clipboard
      .writeText(faultReport(fault))
      .then(() => draw(into, fault, msg('Copied. It holds no words of people.')))
      .catch(() => draw(into, fault, faultReport(fault)))
  render(
    html`${icon('triangle-alert')}
      <div class="stack tight">
        <p class="strong">${renewed ? msg('A part of this page did not come') : msg('Something on this page went wrong')}</p>
        <p class="sm">${
          renewed
            ? msg('The line may be gone, or the server was renewed meanwhile. What you wrote is kept.')
            : msg(
                'What you wrote is kept. If the page behaves oddly, load it again; if this comes back, send what happened to who runs the server.',
              )
        }</p>
        <div class="row tight">
          <button class="btn primary dense" type="button" @click=${() => location.reload()}>${msg('Load again')}</button>
          <button class="btn dense" type="button" @click=${copy}>${msg('Copy what happened')}</button>
          <button class="btn quiet dense" type="button" @click=${() => into.remove()}>${msg('Dismiss')}</button>
        </div>
        ${said ? html`<p class="sm fault-said" role="status">${said}</p>` : nothing}
      </div>`,
    into,
  )
}
