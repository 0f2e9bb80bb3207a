import type * as Y from 'yjs'
import type { Row, Shape } from '../../model/table.ts'
import { Table } from '../../model/table.ts'
import { companionShape, linkShape, linksOf, stakeholderShape } from './model.ts'

// One shape for both halves, so that a map and its companion have a canonical text by the same rule.
const wholeShape = { ...stakeholderShape, ...companionShape }

/**
 * The one text of a map: stakeholders then links, each in id order, each field that says something on a line
 * `name: JSON`, fields in the order of the shape, strings NFC. Equal documents give equal texts.
 */
export function canonicalMap(doc: Y.Doc): string {
  const stakeholders = wholeTable(doc)
    .all()
    .map(row => block('stakeholder', wholeShape, row))
  const links = linksOf(doc)
    .all()
    .map(row => block('link', linkShape, row))
  return ['stakeholder-map/1', ...stakeholders, ...links].join('\n\n')
}

/** The text of one stakeholder, or null when the map has none with this id. */
export function canonicalStakeholder(doc: Y.Doc, id: string): string | null {
  const row = wholeTable(doc).get(id)
  return row ? block('stakeholder', wholeShape, row) : null
}

function wholeTable(doc: Y.Doc): Table<typeof wholeShape> {
  return new Table(doc, 'stakeholders', wholeShape)
}

function block<S extends Shape>(noun: string, shape: S, row: Row<S>): string {
  const values: Readonly<Record<string, unknown>> = row
  const lines = Object.entries(shape)
    .filter(([name, field]) => JSON.stringify(values[name]) !== JSON.stringify(field.fallback))
    .map(([name]) => `${name}: ${JSON.stringify(normal(values[name]))}`)
  return [`${noun} ${JSON.stringify(row.id)}`, ...lines].join('\n')
}

function normal(value: unknown): unknown {
  return typeof value === 'string' ? value.normalize('NFC') : value
}
