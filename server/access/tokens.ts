import type { Role } from '../../shared/access/roles.ts'
import { newId } from '../../shared/ids.ts'
import type { Clock, Identity, TokenRow } from '../ports.ts'
import type { Scope } from './scopes.ts'
import { hashSecret, newSecret } from './secrets.ts'

/** Days until an API token ends when none are given. */
export const TOKEN_DAYS = 90

/** Makes an API token that acts as `member` within `scopes`. The token is known only now. */
export async function createToken(
  { store, clock }: { store: Identity; clock: Clock },
  wish: { partnership: string; member: string; scopes: Scope[]; lentAs: Role | null; days: number },
): Promise<{ row: TokenRow; token: string }> {
  const token = newSecret()
  const row: TokenRow = {
    id: newId(),
    tokenHash: hashSecret('token', token),
    partnership: wish.partnership,
    member: wish.member,
    scopes: [...wish.scopes],
    lentAs: wish.lentAs,
    expiresAt: clock.now() + wish.days * 86_400_000,
    revokedAt: null,
  }
  await store.addToken(row)
  return { row, token }
}
