/** A partnership, and cookies of who sits at it. */
export type FuzzTable = {
  /** Adds an agreement canvas and answers its id. */
  addDocument(): Promise<string>
  cookies: Record<'broker' | 'contributor' | 'representative' | 'observer', string>
}

/** Makes it over HTTP, as people would. */
export async function layTable(url: string): Promise<FuzzTable> {
  const made = await post(url, '/api/partnerships', { name: 'Fuzz table', brokerName: 'Zuhura', start: 'empty' })
  const broker = made.cookie
  const { id } = made.body.partnership as { id: string }
  const party = await post(url, `/api/partnerships/${id}/parties`, { name: 'Water', sector: 'public' }, broker)
  const seat = async (role: string): Promise<string> => {
    const wish = { role, partyId: role === 'observer' ? null : party.body.id }
    const invite = await post(url, `/api/partnerships/${id}/invites`, wish, broker)
    return (await post(url, '/api/join', { secret: invite.body.secret, name: `The ${role}` })).cookie
  }
  return {
    async addDocument() {
      const wish = { kind: 'agreement', title: 'Draft' }
      return (await post(url, `/api/partnerships/${id}/documents`, wish, broker)).body.id as string
    },
    cookies: {
      broker,
      contributor: await seat('contributor'),
      representative: await seat('representative'),
      observer: await seat('observer'),
    },
  }
}

async function post(
  url: string,
  path: string,
  body: unknown,
  cookie = '',
): Promise<{ body: Record<string, unknown>; cookie: string }> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  const cookies = answer.headers.getSetCookie().map(one => one.split(';')[0])
  return { body: (await answer.json()) as Record<string, unknown>, cookie: cookies.join('; ') }
}
