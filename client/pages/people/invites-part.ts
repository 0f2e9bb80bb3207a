import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { iAmBroker, partyView } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { api } from '../../sync/api.ts'
import { provideActs } from '../../ui/acts.ts'
import { announce } from '../../ui/announce.ts'
import { confirmAct } from '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import { emptyState } from '../../ui/empty-state.ts'
import { fieldError } from '../../ui/field.ts'
import { formatDateTime, formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { partyTag } from '../../ui/mark.ts'
import { roleWord } from '../../ui/words.ts'
import { type InviteDraft, type InviteRole, inviteForm, newInviteDraft } from './invite-form.ts'
import { type MadeInvite, madeInvite } from './made-invite.ts'
import type { Reach } from '../../room/reach.ts'

type Invite = {
  id: string
  role: InviteRole
  partyId: string | null
  expiresAt: number
  maxUses: number
  uses: number
  createdAt: number
  state: 'open' | 'revoked' | 'expired' | 'used-up'
}

/** Invites by link and code: made here, shown once, listed with what is left of them, and revoked at once. */
@customElement('tr-invites-part')
export class InvitesPartElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  /** How phones get here; null for whoever is not a broker. */
  @property({ attribute: false }) reach: Reach | null = null
  @property() base: string | null = null
  @state() private invites: Invite[] | null = null
  @state() private draft: InviteDraft | null = null
  @state() private made: MadeInvite | null = null
  @state() private error = ''
  @state() private busy = false

  constructor() {
    super()
    provideActs(this, () => [
      { id: 'go-invite', label: msg('Invite people'), icon: 'user-plus', keys: 'I', run: () => this.#start() },
    ])
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('session')) return
    this.watch(this.session)
    void this.#load()
  }

  protected override render() {
    const open = this.invites?.filter(invite => invite.state === 'open') ?? []
    const closed = this.invites?.filter(invite => invite.state !== 'open') ?? []
    return html`<section class="part" aria-labelledby="h-invites">
      <div class="row apart">
        <h2 id="h-invites">${msg('Invites')} <span class="muted num">${this.invites ? formatNumber(open.length) : nothing}</span></h2>
        ${this.draft || this.invites?.length === 0 ? nothing : html`<button class="btn primary dense" type="button" @click=${this.#start}>${icon('user-plus')}${msg('Invite people')}</button>`}
      </div>
      ${
        this.made
          ? madeInvite({
              session: this.session,
              made: this.made,
              reach: this.reach,
              base: this.base,
              onBase: base => this.dispatchEvent(new CustomEvent('choose-base', { detail: base })),
              done: () => {
                this.made = null
              },
            })
          : nothing
      }
      ${
        this.draft
          ? inviteForm({
              session: this.session,
              draft: this.draft,
              busy: this.busy,
              change: part => {
                if (this.draft) this.draft = { ...this.draft, ...part }
              },
              submit: () => void this.#create(),
              cancel: () => {
                this.draft = null
                this.error = ''
              },
            })
          : nothing
      }
      ${this.error ? html`<p>${fieldError('invites', this.error)}</p>` : nothing}
      ${
        this.invites?.length === 0 && !this.draft && !this.made
          ? emptyState({
              words: iAmBroker(this.session)
                ? msg('Nobody is invited yet. One link serves a whole workshop; people need no account.')
                : msg('You have invited nobody yet. You can invite people who work with your party.'),
              // People are invited for a party: the parties come first.
              act: { label: msg('Invite people'), run: this.#start, second: this.session.ledger.parties.size === 0 },
            })
          : nothing
      }
      ${open.length > 0 ? html`<ul class="list invites">${open.map(invite => this.#invite(invite))}</ul>` : nothing}
      ${
        closed.length > 0
          ? html`<details>
              <summary>${icon('chevron-right', { class: 'tw' })}${msg('Closed invites')}<span class="n num">${formatNumber(closed.length)}</span></summary>
              <ul class="list invites">${closed.map(invite => this.#invite(invite))}</ul>
            </details>`
          : nothing
      }
    </section>`
  }

  #invite(invite: Invite): TemplateResult {
    const until = formatDateTime(invite.expiresAt)
    const [uses, most] = [formatNumber(invite.uses), formatNumber(invite.maxUses)]
    return html`<li>
      <p class="who"><span class="tag">${roleWord(invite.role)}</span> ${
        invite.partyId
          ? partyTag(partyView(this.session, invite.partyId))
          : html`<span class="sm muted">${msg('Party chosen when joining')}</span>`
      }</p>
      <p class="sm muted">${invite.state === 'open' ? msg(str`Until ${until}`) : closedWord(invite.state)}<br />${msg(str`Used ${uses} of ${most} times`)}</p>
      ${
        invite.state === 'open'
          ? html`<button class="btn quiet dense danger-text" type="button" @click=${() => void this.#revoke(invite)}>${msg('Revoke')}</button>`
          : html`<span></span>`
      }
    </li>`
  }

  readonly #start = (): void => {
    this.made = null
    this.error = ''
    this.draft = newInviteDraft(this.session)
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('#invite-role')?.focus())
  }

  async #load(): Promise<void> {
    const answer = await api.get<{ invites: Invite[] }>(`/api/partnerships/${this.session.id}/invites`)
    if (answer.ok) this.invites = answer.value.invites
    else this.error = refusalWords(answer.refusal)
  }

  async #create(): Promise<void> {
    const { draft } = this
    if (!draft || this.busy) return
    this.busy = true
    this.error = ''
    const answer = await api.post<Omit<MadeInvite, 'role'>>(`/api/partnerships/${this.session.id}/invites`, {
      role: draft.role,
      ...(draft.party && { partyId: draft.party }),
      maxUses: draft.maxUses,
      expiresInHours: draft.hours,
    })
    this.busy = false
    if (!answer.ok) {
      this.error = refusalWords(answer.refusal)
      return
    }
    this.made = { ...answer.value, role: draft.role }
    this.draft = null
    announce(msg('The invite is ready. Copy the link or the code.'))
    await this.#load()
    this.querySelector<HTMLElement>('.made h3')?.focus()
  }

  async #revoke(invite: Invite): Promise<void> {
    const sure = await confirmAct({
      heading: msg('Revoke this invite?'),
      body: msg('Nobody can join with it from now on. Whoever joined with it stays at the table.'),
      act: msg('Revoke'),
      cancel: msg('Leave it open'),
      danger: true,
    })
    if (!sure) return
    const answer = await api.delete(`/api/partnerships/${this.session.id}/invites/${invite.id}`)
    if (!answer.ok) {
      this.error = refusalWords(answer.refusal)
      return
    }
    if (this.made?.id === invite.id) this.made = null
    announce(msg('Revoked.'))
    await this.#load()
  }
}

function closedWord(state: Exclude<Invite['state'], 'open'>): string {
  switch (state) {
    case 'revoked':
      return msg('Revoked')
    case 'expired':
      return msg('Expired')
    case 'used-up':
      return msg('Used up')
  }
}
