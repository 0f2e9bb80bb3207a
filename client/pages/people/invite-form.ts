import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import type { Role } from '../../../shared/access/roles.ts'
import { iAmBroker, myParty, parties } from '../../ledger/views.ts'
import { counted } from '../../i18n/counts.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { selectField, textField } from '../../ui/field.ts'
import { roleMeaning, roleWord } from '../../ui/words.ts'

/** Roles that a link can give: a broker is never made by one. */
export type InviteRole = Exclude<Role, 'broker'>

/** An invite while it is being made; an empty `party` lets people choose when they join. */
export type InviteDraft = { role: InviteRole; party: string; hours: number; maxUses: number }

/** A first draft with what this member may give. */
export function newInviteDraft(session: PartnershipSession): InviteDraft {
  const broker = iAmBroker(session)
  return {
    role: broker ? 'representative' : 'contributor',
    party: broker ? '' : (session.me.party ?? ''),
    hours: 14 * 24,
    maxUses: 50,
  }
}

/** The fields of a new invite. */
export function inviteForm(options: {
  session: PartnershipSession
  draft: InviteDraft
  busy: boolean
  change: (part: Partial<InviteDraft>) => void
  submit: () => void
  cancel: () => void
}): TemplateResult {
  const { session, draft, busy, change, submit, cancel } = options
  const broker = iAmBroker(session)
  const roles: InviteRole[] = broker
    ? ['representative', 'contributor', 'observer', 'co-broker']
    : ['contributor', 'observer']
  const mine = myParty(session)
  const days = [1, 3, 14, 30]
  return html`<form
    class="sheet stack invite-form"
    @submit=${(event: Event) => {
      event.preventDefault()
      submit()
    }}
  >
    <div class="pair">
      ${selectField({
        id: 'invite-role',
        label: msg('They join as'),
        value: draft.role,
        hint: roleMeaning(draft.role),
        options: roles.map(role => ({ value: role, label: roleWord(role) })),
        onInput: role => change({ role: roles.find(one => one === role) ?? draft.role }),
      })}
      ${selectField({
        id: 'invite-party',
        label: msg('For which party?'),
        value: draft.party,
        options: broker
          ? [
              { value: '', label: msg('They choose when they join') },
              ...parties(session).map(one => ({ value: one.id, label: one.name })),
            ]
          : mine
            ? [{ value: mine.id, label: mine.name }]
            : [],
        onInput: party => change({ party }),
      })}
    </div>
    <div class="pair">
      ${selectField({
        id: 'invite-hours',
        label: msg('Works for'),
        value: String(draft.hours),
        options: days.map(day => ({ value: String(day * 24), label: counted('day', day) })),
        onInput: hours => change({ hours: Number(hours) }),
      })}
      ${textField({
        id: 'invite-uses',
        label: msg('How many people can use it?'),
        type: 'number',
        min: '1',
        max: '500',
        required: true,
        value: String(draft.maxUses),
        onInput: uses => change({ maxUses: Math.min(500, Math.max(1, Math.round(Number(uses)) || 1)) }),
      })}
    </div>
    <div class="row end">
      <button class="btn" type="button" @click=${cancel}>${msg('Cancel')}</button>
      <button class="btn primary" type="submit" ?disabled=${busy}>${msg('Make the invite')}</button>
    </div>
  </form>`
}
