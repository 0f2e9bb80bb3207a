const loaded = new Set<string>()

/**
 * Loads the faces of a language, each once. Called after the first paint: until then the system's fonts stand in. The
 * browser fetches only the subsets whose characters are on the page. Without `secondVoice` people's words stay in the
 * system's serif. Never rejects: a face that does not come is asked for again the next time, and the system's stands in.
 */
export async function loadFonts(language: string, secondVoice: boolean, faces: Faces = FACES): Promise<void> {
  const wanted = ['latin', ...(language === 'ar' ? ['ar'] : [])].flatMap(script =>
    secondVoice ? [script, `${script} serif`] : [script],
  )
  const missing = wanted.filter(face => !loaded.has(face))
  for (const face of missing) loaded.add(face)
  await Promise.all(missing.map(face => Promise.all(faces[face]?.() ?? []).catch(() => loaded.delete(face))))
}

type Faces = Readonly<Record<string, () => Promise<unknown>[]>>

const FACES: Faces = {
  latin: () => [import('@fontsource-variable/commissioner/wght.css')],
  'latin serif': () => [
    import('@fontsource-variable/literata/opsz.css'),
    import('@fontsource-variable/literata/opsz-italic.css'),
  ],
  ar: () => [import('@fontsource-variable/noto-sans-arabic/wght.css')],
  'ar serif': () => [
    import('@fontsource/noto-naskh-arabic/arabic-400.css'),
    import('@fontsource/noto-naskh-arabic/arabic-600.css'),
  ],
}
