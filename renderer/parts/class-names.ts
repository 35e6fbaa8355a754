/** Joins the classes of one sheet: `css('row', isOwn && 'own')`. A name the sheet does not have is left out. */
export function classNames(
  sheet: Readonly<Record<string, string>>,
): (...names: readonly (string | false | null)[]) => string {
  return (...names) =>
    names.flatMap((name) => (name === false || name === null ? [] : [sheet[name] ?? []].flat())).join(' ');
}
