import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import '../ui/dialog.ts'
import { typedHref } from './links.ts'

/**
 * Asks where a link leads. `done` gets the address, null to take the link away, or undefined when nothing is to change.
 * An address that may not be followed is said so in the field.
 */
export function linkDialog(href: string, done: (href: string | null | undefined) => void): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const field = (event.currentTarget as HTMLFormElement).querySelector('input')
    const typed = typedHref(field?.value ?? '')
    field?.setCustomValidity(
      typed ? '' : msg('Write a web address, an e-mail address or a telephone link (https:, mailto:, tel:).'),
    )
    if (typed) done(typed)
    else field?.reportValidity()
  }
  return html`<tr-dialog open heading=${msg('Link')} @close=${() => done(undefined)}>
    <form class="stack" novalidate @submit=${submit}>
      <label class="field">
        <span>${msg('Address')}</span>
        <input
          class="input"
          type="text"
          inputmode="url"
          dir="ltr"
          autocomplete="off"
          autofocus
          .value=${href}
          @input=${(event: Event) => (event.currentTarget as HTMLInputElement).setCustomValidity('')}
        />
      </label>
      <div class="row tight">
        <button class="btn primary" type="submit">${msg('Set the link')}</button>
        ${
          href
            ? html`<button class="btn quiet" type="button" @click=${() => done(null)}>${msg('Take the link away')}</button>`
            : nothing
        }
      </div>
    </form>
  </tr-dialog>`
}
