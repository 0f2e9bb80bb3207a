const loaded = new Set<string>()

/**
 * Loads the faces of a language, once. Called after the first paint: until then the system's fonts stand in. The browser
 * fetches only the subsets whose characters are on the page.
 */
export async function loadFonts(language: string): Promise<void> {
  if (!loaded.has('latin')) {
    loaded.add('latin')
    await Promise.all([
      import('@fontsource-variable/commissioner/wght.css'),
      import('@fontsource-variable/literata/opsz.css'),
      import('@fontsource-variable/literata/opsz-italic.css'),
    ])
  }
  if (language === 'ar' && !loaded.has('ar')) {
    loaded.add('ar')
    await Promise.all([
      import('@fontsource-variable/noto-sans-arabic/wght.css'),
      import('@fontsource/noto-naskh-arabic/arabic-400.css'),
      import('@fontsource/noto-naskh-arabic/arabic-600.css'),
    ])
  }
}
