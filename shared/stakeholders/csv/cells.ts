import { SECTORS } from '../../access/roles.ts'
import { ENGAGEMENTS, LEVELS, NAME_MAX, RELATIONS, STAKEHOLDER_KINDS } from '../../kinds/stakeholder-map/model.ts'
import type { Result } from '../../result.ts'
import { accept, refuse } from '../../result.ts'
import type { CsvField } from './columns.ts'

/** What is wrong with one cell, and what it may be instead. Worded by the client. */
export type CellTrouble =
  | { code: 'name-missing' }
  | { code: 'too-long'; most: number }
  | { code: 'not-a-number' }
  | { code: 'out-of-range' }
  | { code: 'unknown-value'; choices: readonly string[] }

/** A cell's value as it will be stored: words, a choice, true or false, tenths (0–100) for ratings, or null for empty. */
export type CellValue = string | boolean | number | null

const KIND_WORDS: Readonly<Record<string, string>> = {
  'nature or future generations': 'nature',
  nature: 'nature',
  'future generations': 'nature',
  person: 'individual',
  organization: 'organisation',
  organisation: 'organisation',
}
const SECTOR_WORDS: Readonly<Record<string, string>> = {
  'civil society': 'civil-society',
  ngo: 'civil-society',
  'donor or foundation': 'donor',
  foundation: 'donor',
  'international agency': 'international',
  'community body': 'community',
  private: 'business',
  government: 'public',
  'indigenous people': 'indigenous',
  'indigenous people or government': 'indigenous',
}
const YES = ['yes', 'y', 'true', '1', 'x', '✓']
const NO = ['no', 'n', 'false', '0']
const NOTHING = ['', '-', '–', '—', 'n/a']

/** Reads one cell as its field asks; an empty cell is null, except that a name must be there. */
export function readCell(field: CsvField, cell: string): Result<CellValue, CellTrouble> {
  const words = cell.trim()
  switch (field) {
    case 'name':
      if (words === '') return refuse({ code: 'name-missing' })
      return words.length > NAME_MAX ? refuse({ code: 'too-long', most: NAME_MAX }) : accept(words)
    case 'kind':
      return choice(words, STAKEHOLDER_KINDS, KIND_WORDS)
    case 'sector':
      return choice(words, SECTORS, SECTOR_WORDS)
    case 'level':
      return choice(words, LEVELS.slice(1), {})
    case 'relation':
      return choice(words, RELATIONS.slice(1), {})
    case 'engagementNow':
    case 'engagementWanted':
      return choice(words, ENGAGEMENTS.slice(1), {})
    case 'power':
    case 'interest':
    case 'impact':
      return tenths(words)
    case 'consentToBeListed':
      if (words === '') return accept(null)
      if (YES.includes(words.toLowerCase())) return accept(true)
      return NO.includes(words.toLowerCase())
        ? accept(false)
        : refuse({ code: 'unknown-value', choices: ['yes', 'no'] })
    case 'representedBy':
    case 'owner':
      return words.length > 400 ? refuse({ code: 'too-long', most: 400 }) : accept(words || null)
    default:
      return words.length > 4000 ? refuse({ code: 'too-long', most: 4000 }) : accept(words || null)
  }
}

function choice(
  words: string,
  choices: readonly string[],
  synonyms: Readonly<Record<string, string>>,
): Result<CellValue, CellTrouble> {
  if (words === '') return accept(null)
  const plain = words.toLowerCase().replace(/\s+/g, ' ')
  const found = choices.find(one => one === plain || one === plain.replaceAll(' ', '-'))
  const meant = found ?? (Object.hasOwn(synonyms, plain) ? synonyms[plain] : undefined)
  return meant === undefined ? refuse({ code: 'unknown-value', choices }) : accept(meant)
}

/** A rating of 0–10 with at most one decimal, comma or point, as tenths. */
function tenths(words: string): Result<CellValue, CellTrouble> {
  if (NOTHING.includes(words.toLowerCase())) return accept(null)
  if (!/^[+-]?\d+([.,]\d+)?$/.test(words)) return refuse({ code: 'not-a-number' })
  const value = Number(words.replace(',', '.'))
  return value < 0 || value > 10 ? refuse({ code: 'out-of-range' }) : accept(Math.round(value * 10))
}
