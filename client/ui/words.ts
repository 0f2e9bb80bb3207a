import { msg } from '@lit/localize'
import type { Role, Sector } from '../../shared/access/roles.ts'
import type { MethodId } from '../../shared/ledger/facts.ts'
import type { ProposalStatus } from '../../shared/ledger/state.ts'

/** A role in plain words. The broker's own title is the partnership's to choose; this is the plain one. */
export function roleWord(role: Role): string {
  switch (role) {
    case 'broker':
      return msg('Broker')
    case 'co-broker':
      return msg('Co-broker')
    case 'representative':
      return msg('Representative')
    case 'contributor':
      return msg('Contributor')
    case 'observer':
      return msg('Observer')
  }
}

/** What a role may do, in one sentence. */
export function roleMeaning(role: Role): string {
  switch (role) {
    case 'broker':
      return msg('Runs the partnering process.')
    case 'co-broker':
      return msg('Runs the process together with the broker.')
    case 'representative':
      return msg('Speaks for a party: edits, rates, and takes its position.')
    case 'contributor':
      return msg('Works with a party: edits and rates, but does not take its position.')
    case 'observer':
      return msg('Reads along.')
  }
}

/** A sector in plain words. */
export function sectorWord(sector: Sector): string {
  switch (sector) {
    case 'public':
      return msg('Public body')
    case 'business':
      return msg('Business')
    case 'civil-society':
      return msg('Civil society')
    case 'community':
      return msg('Community body')
    case 'indigenous':
      return msg('Indigenous people or government')
    case 'academia':
      return msg('Academia')
    case 'donor':
      return msg('Donor or foundation')
    case 'international':
      return msg('International agency')
    case 'media':
      return msg('Media')
    case 'other':
      return msg('Other')
  }
}

/** Where a proposal stands, in plain words. */
export function statusWord(status: ProposalStatus | 'draft'): string {
  switch (status) {
    case 'draft':
      return msg('Draft')
    case 'open':
      return msg('Open')
    case 'adopted':
      return msg('Adopted')
    case 'adopted_ad_referendum':
      return msg('Adopted, provisional')
    case 'not_adopted':
      return msg('Not adopted')
    case 'withdrawn':
      return msg('Withdrawn')
    case 'superseded':
      return msg('Superseded')
  }
}

/** A decision method's name. */
export function methodWord(method: MethodId): string {
  switch (method) {
    case 'consent':
      return msg('Consent')
    case 'majority':
      return msg('Majority')
  }
}
