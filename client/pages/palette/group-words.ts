import { msg } from '@lit/localize'
import type { FoundGroup } from './found.ts'

/** The heading over a group of the palette's lines. */
export function groupWords(group: FoundGroup): string {
  switch (group) {
    case 'recent':
      return msg('Chosen last')
    case 'here':
      return msg('Do here')
    case 'page':
      return msg('Pages')
    case 'canvas':
      return msg('Canvases')
    case 'proposal':
      return msg('Proposals and decisions')
    case 'clause':
      return msg('Clauses')
    case 'stakeholder':
      return msg('Stakeholders')
    case 'note':
      return msg('Notes')
    case 'party':
      return msg('Parties')
    case 'person':
      return msg('People')
    case 'everywhere':
      return msg('Everywhere')
    case 'settings':
      return msg('Language and look')
  }
}
