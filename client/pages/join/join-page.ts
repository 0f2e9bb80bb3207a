import { msg } from '@lit/localize'
import { html, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { go, path } from '../../room/navigate.ts'
import { api } from '../../sync/api.ts'
import { browserStorage } from '../../sync/storage.ts'
import { keepSummary, type Summary } from '../../room/summary.ts'
import { markSharedPhone } from '../../sync/shared-phone.ts'
import { TrElement } from '../../ui/element.ts'
import { frontHead } from '../front-head.ts'
import { offerWayBack } from '../recovery-link.ts'
import { setTitle } from '../title.ts'
import { earlyApi } from './early-answer.ts'
import { fetchTable } from './fetch-table.ts'
import type { InviteKey, InvitePreview } from './invite-preview.ts'
import { joinForm, type JoinDraft } from './join-form.ts'
import { joinProblemWords } from './join-problem-words.ts'

type Problem = { code: string }
type Joined = { partnership: { id: string } } & Pick<Summary, 'me' | 'ledgers' | 'protocol'>

/**
 * Joining by link or code, without an account. Native elements and few imports: this page comes first on a slow phone. It
 * says who invites, to what, and what happens with what one writes; nothing is ticked beforehand.
 */
@customElement('tr-join-page')
export class JoinPageElement extends TrElement {
  /** Secret of the link, from the fragment. */
  @property() secret = ''
  /** Code from the address, when somebody typed it on the home page. */
  @property() code = ''
  @state() private typed = ''
  @state() private preview: InvitePreview | null = null
  @state() private draft: JoinDraft = { name: '', party: null, read: false, shared: false }
  @state() private problem: Problem | null = null
  @state() private missing: 'name' | 'party' | 'read' | null = null
  @state() private busy = false
  #key: InviteKey | null = null

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('secret') && !changed.has('code')) return
    this.preview = null
    this.problem = null
    if (this.secret !== '') void this.#look({ secret: this.secret })
    else if (this.code !== '') {
      this.typed = this.code
      void this.#look({ code: this.code })
    }
  }

  protected override render() {
    setTitle(this.preview?.partnership.name ?? '', msg('Join'))
    return html`${frontHead()}<main id="main" tabindex="-1" class="page join stack">${this.#body()}</main>`
  }

  #body(): TemplateResult {
    const { preview } = this
    if (!preview) return this.#door()
    if (preview.already) return this.#already(preview, preview.already.name)
    return joinForm({
      preview,
      draft: this.draft,
      missing: this.missing,
      problem: this.problem ? joinProblemWords(this.problem) : null,
      busy: this.busy,
      change: part => {
        this.draft = { ...this.draft, ...part }
        this.missing = null
      },
      submit: () => void this.#join(preview),
    })
  }

  #door(): TemplateResult {
    if (this.busy)
      return html`<h1>${msg('Join')}</h1><p class="muted" role="status">${msg('Looking at your invite')}</p>`
    const problem = this.problem && joinProblemWords(this.problem)
    return html`<div class="stack tight">
        <h1>${problem ? problem.heading : msg('Join the table')}</h1>
        <p class="lead" role=${problem ? 'alert' : 'note'}>${problem ? problem.words : msg('Type the code from your invitation, or open the link you were sent.')}</p>
      </div>
      <form
        class="stack"
        @submit=${(event: Event) => {
          event.preventDefault()
          if (this.typed.trim() !== '') void this.#look({ code: this.typed.trim() })
        }}
      >
        <div class="field">
          <label for="join-code">${msg('Code')}</label>
          <input
            class="in code" id="join-code" dir="ltr" required maxlength="100" autocomplete="off" autocapitalize="none" spellcheck="false"
            placeholder="quiet-heron-52" .value=${this.typed}
            @input=${(event: Event) => {
              this.typed = (event.currentTarget as HTMLInputElement).value
            }}
          />
        </div>
        <button class="btn primary wide" type="submit">${msg('Go on')}</button>
      </form>
      <p class="muted sm">${msg('No account, no app.')}</p>
      <p class="sm"><a href="/recover">${msg('I was here before and have a recovery link')}</a></p>
      <p class="sm"><a href="/venue">${msg('Check what works on this device')}</a></p>`
  }

  #already(preview: InvitePreview, name: string): TemplateResult {
    return html`<div class="stack tight">
        <p class="muted">${msg('You sit at this table already')}</p>
        <h1 dir="auto">${preview.partnership.name}</h1>
        <p>${msg('This browser knows you as:')} <b><bdi>${name}</bdi></b></p>
      </div>
      <p><a class="btn primary wide" href=${path.table(preview.partnership.id)}>${msg('To the table')}</a></p>`
  }

  async #look(key: InviteKey): Promise<void> {
    this.#key = key
    this.busy = true
    this.problem = null
    fetchTable()
    const answer = await earlyApi.post<InvitePreview>('/api/invites/preview', key)
    if (this.#key !== key) return
    this.busy = false
    if (!answer.ok) {
      this.problem = answer.refusal
      return
    }
    this.preview = answer.value
    this.draft = { ...this.draft, party: answer.value.party?.id ?? null }
  }

  #enter(partnership: string): void {
    const table = path.table(partnership)
    if (!this.draft.shared) {
      offerWayBack(partnership)
      go(table, { replace: true })
      return
    }
    const key = this.#key
    markSharedPhone(
      key === null ? '' : 'secret' in key ? `/j/#${key.secret}` : `/join?code=${encodeURIComponent(key.code)}`,
    )
    // A page of its own, which keeps nothing from its first moment on.
    location.replace(table)
  }

  async #join(preview: InvitePreview): Promise<void> {
    const { draft } = this
    this.missing =
      draft.name.trim() === ''
        ? 'name'
        : preview.partyNeeded && draft.party === null
          ? 'party'
          : draft.read
            ? null
            : 'read'
    if (this.missing !== null) {
      await this.updateComplete
      this.querySelector<HTMLElement>(`[data-field=${this.missing}]`)?.focus()
      return
    }
    if (this.busy || this.#key === null) return
    this.busy = true
    this.problem = null
    const answer = await api.post<Joined>('/api/join', {
      ...this.#key,
      name: draft.name.trim(),
      ...(draft.party !== null && { partyId: draft.party }),
      noticeRead: true,
      ...(draft.shared && { shared: true }),
    })
    this.busy = false
    if (answer.ok) {
      const { partnership, ...rest } = answer.value
      // The table opens with it at once, and asks the server meanwhile. A shared phone takes nothing along.
      if (!draft.shared) keepSummary(browserStorage, { id: partnership.id, ...rest })
      this.#enter(partnership.id)
    } else if (answer.refusal.code.startsWith('invite-')) {
      this.preview = null
      this.problem = answer.refusal
    } else this.problem = answer.refusal
  }
}
