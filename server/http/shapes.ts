import { z } from '@hono/zod-openapi'
import { ROLES, SECTORS } from '../../shared/access/roles.ts'
import { isPlain, isVisible, plainLine, plainText } from '../../shared/ledger/plain-words.ts'

/** An id as routes answer it. */
export const idShape = z.string().openapi({ description: '20 characters of base32', example: 'mzxw6ytboi2gs4dqnfzg' })

/** An id that a body gives. */
export const givenId = z
  .string()
  .regex(/^[a-z2-7]{20}$/, 'an id: 20 characters of base32')
  .openapi({ example: 'mzxw6ytboi2gs4dqnfzg' })

/** A name or title that people type: on one line, NFC, no control characters, something to see, 1 to `max` characters. */
export function wordsShape(max: number) {
  return z
    .string()
    .max(max)
    .refine(isPlain, 'must be plain text')
    .transform(plainLine)
    .refine(isVisible, 'must not be empty')
}

/** Words of several lines that may be empty: trimmed, NFC, no other control characters. */
export function plainShape(max: number) {
  return z.string().max(max).refine(isPlain, 'must be plain text').transform(plainText)
}

/** A role of `ROLES`; routes name the values, so that openapi.json lists them. */
export const roleShape = z.enum(ROLES as [(typeof ROLES)[number], ...(typeof ROLES)[number][]]).openapi('Role')

/** A sector of `SECTORS`. */
export const sectorShape = z.enum(SECTORS).openapi('Sector')

/** A boundary as routes answer it; what may be asked for is narrower and checked by each route. */
export const boundaryShape = z
  .string()
  .openapi('Boundary', { description: 'partnership, broker, party:<id>, parties:<id>,<id>, self:<member> or public' })

/** Where the ledgers that one may see are, and the words that belong to them. */
export const ledgersShape = z.array(z.object({ boundary: boundaryShape, document: idShape, texts: idShape }))

/** Who the asker is at a table. */
export const meShape = z.object({ id: idShape, role: roleShape, partyId: idShape.nullable(), name: z.string() })

/** Path parameters: one id. */
export const idParam = z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' }, description: 'an id' }) })

/** A JSON body that must be there. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { content: { 'application/json': { schema } }, required: true as const }
}

/** The answer of a route, for its description: JSON of this schema. */
export function jsonAnswer<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } }
}
