import type { Place } from '../../document-place.ts';
import type { Finding } from '../../inspector.ts';
import type { CompoundFile } from '../compound/compound-file.ts';
import { isDangerous, macroConduct } from './macro-rules.ts';
import { readVbaProject, type VbaModule } from './vba-project.ts';

/** One finding for a project: what starts in one module may act in another. */
export function inspectMacros(file: CompoundFile, place: Place): Finding[] {
  const project = readVbaProject(file);
  if (project === null) return [];
  const unreadable = project.unreadable.map((path) =>
    place.at(path).found('document.macro-unreadable', 'hold'),
  );
  if (project.modules.length === 0) return unreadable;
  const differing = project.modules
    .filter(isReplaced)
    .map(({ path }) => place.at(path).found('document.macro-differs', 'hold'));
  const aside = [...differing, ...unreadable];
  for (const { source } of project.modules) place.context.budget.takeBytes(source.length);
  const conduct = macroConduct(project.modules.map(({ source }) => source).join('\n'));
  const first = project.modules.find(({ source }) => macroConduct(source).starts !== null);
  const module = place.at((first ?? project.modules[0])?.path ?? '');
  const { starts, isAutomatic, writes, runs } = conduct;
  if (isDangerous(conduct)) {
    const params = { starts: starts ?? '', does: [runs, writes].filter((word) => word !== null).join(', ') };
    const code = runs === null ? 'document.macro-starts-and-writes' : 'document.macro-starts-and-runs';
    return [module.found(code, 'hold', params), ...aside];
  }
  if (starts !== null && isAutomatic)
    return [module.found('document.macro-starts', 'notice', { starts }), ...aside];
  return [module.found('document.macro', 'notice'), ...aside];
}

/** Source that was emptied or exchanged afterwards has fewer lines than were compiled; attributes are none of them. */
function isReplaced({ source, compiledLines }: VbaModule): boolean {
  if (compiledLines === null) return false;
  const lines = source.split(/\r\n|\r|\n/).filter((line) => !/^Attribute /i.test(line));
  return compiledLines > lines.length + 2;
}
