import { msg } from '@lit/localize'
import type { PlainValue } from '../../../shared/history/plain.ts'
import type { KindId } from '../../../shared/kinds/kind.ts'
import { stakeholderShape as shape } from '../../../shared/kinds/stakeholder-map/model.ts'
import { bindingWord } from '../../kinds/agreement/words.ts'
import { engagementWord, kindWord, levelWord, relationWord } from '../../kinds/stakeholder-map/map-words.ts'
import { memberName, partyView } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatDateTime, formatList, formatNumber } from '../../ui/format.ts'
import { methodWord, sectorWord } from '../../ui/words.ts'

/** How a field of a row is said: its label, and any stored value as a reader would say it ('' for nothing). */
export type FieldWords = {
  label: string
  say(stored: PlainValue): string
  /** People wrote it, so that the difference is shown word by word. */
  words: boolean
}

type Reader = Pick<PartnershipSession, 'ledger' | 'words'>

/** How to say a field; null for one that no reader ever sees. */
export function fieldWords(session: Reader, kind: KindId, root: string, name: string): FieldWords | null {
  switch (kind) {
    case 'agreement':
      return clauseField(name)
    case 'stakeholder-map':
      return root === 'stakeholders' ? (registerField(session, name) ?? null) : null
    case 'decision-log':
      return draftField(session, name) ?? null
    case 'board':
      return name === 'text' ? own(msg('Words')) : name === 'order' ? said(orderLabel(), () => '') : null
    default:
      return null
  }
}

/** True for the field that holds a row's place in its list. */
export function isOrder(name: string): boolean {
  return name === 'order'
}

function clauseField(name: string): FieldWords | null {
  switch (name) {
    case 'heading':
      return own(msg('Heading'))
    case 'plainLine':
      return own(msg('In plain words'))
    case 'binding':
      return said(msg('How far it binds'), stored =>
        bindingWord(stored === 'intent' || stored === 'values' ? stored : 'binding'),
      )
    case 'order':
      return said(orderLabel(), () => '')
    default:
      return null
  }
}

function registerField(session: Reader, name: string): FieldWords | undefined {
  const party = (stored: PlainValue) =>
    typeof stored === 'string' && session.ledger.parties.has(stored) ? partyView(session, stored).name : words(stored)
  const unlessEmpty =
    <Value extends string>(read: (stored: unknown) => Value | '', word: (value: Value) => string) =>
    (stored: PlainValue) => {
      const value = read(stored)
      return value === '' ? '' : word(value)
    }
  const fields: Record<string, FieldWords> = {
    name: own(msg('Name')),
    kind: said(msg('What they are'), stored => kindWord(shape.kind.read(stored))),
    sector: said(msg('Sector'), unlessEmpty(shape.sector.read, sectorWord)),
    level: said(msg('Level'), unlessEmpty(shape.level.read, levelWord)),
    relation: said(msg('Relation'), unlessEmpty(shape.relation.read, relationWord)),
    engagementNow: said(msg('Engagement now'), unlessEmpty(shape.engagementNow.read, engagementWord)),
    engagementWanted: said(msg('Engagement wanted'), unlessEmpty(shape.engagementWanted.read, engagementWord)),
    stake: own(msg('What is at stake')),
    interests: own(msg('Underlying interests')),
    expectations: own(msg('Expectations')),
    fears: own(msg('Fears')),
    influenceSources: own(msg('Where their influence comes from')),
    brings: own(msg('What they bring')),
    representedBy: own(msg('Speaks for them')),
    owner: { ...own(msg('Who keeps the relationship')), say: party },
    nextStep: own(msg('Next step')),
    notes: own(msg('Notes')),
    party: { ...own(msg('Is this stakeholder a party at the table?')), say: party },
    consentToBeListed: said(msg('They agreed to be listed here'), yesNo),
    at: said(msg('Place on the free canvas'), stored =>
      (shape.at.read(stored) ?? []).map(n => formatNumber(n)).join(' · '),
    ),
  }
  return fields[name]
}

function draftField(session: Reader, name: string): FieldWords | undefined {
  const party = (stored: PlainValue) =>
    Array.isArray(stored) ? formatList(stored.map(one => partyView(session, String(one)).short)) : ''
  const percent = (stored: PlainValue) =>
    typeof stored === 'number' ? formatNumber(stored / 100, { style: 'percent' }) : ''
  const time = (stored: PlainValue) => (typeof stored === 'number' ? formatDateTime(stored) : '')
  const fields: Record<string, FieldWords> = {
    title: own(msg('Title')),
    method: said(msg('Method'), stored => methodWord(stored === 'majority' ? 'majority' : 'consent')),
    electorate: said(msg('Who decides'), party),
    required: said(msg('Must be heard'), party),
    quorum: said(msg('How many must speak, in percent of the parties'), percent),
    threshold: said(msg('Bar for yes, in percent of yes and no'), percent),
    closesAt: said(msg('Closes at'), time),
    reasonsOnDissent: said(msg('Ask for a reason with a no, a concern or an objection'), stored =>
      yesNo(stored !== false),
    ),
    reversible: said(msg('Can be undone later without lasting harm'), stored => yesNo(stored !== false)),
    owner: said(msg('Who sees that it happens'), stored =>
      typeof stored === 'string' ? memberName(session, stored) : '',
    ),
    reviewOn: said(msg('We look at it again on'), time),
    order: said(orderLabel(), () => ''),
  }
  return fields[name]
}

function orderLabel(): string {
  return msg('Its place in the list')
}

function yesNo(stored: PlainValue): string {
  return stored === true ? msg('Yes') : msg('No')
}

function words(stored: PlainValue): string {
  return typeof stored === 'string' ? stored : ''
}

function own(label: string): FieldWords {
  return { label, say: words, words: true }
}

function said(label: string, say: FieldWords['say']): FieldWords {
  return { label, say, words: false }
}
