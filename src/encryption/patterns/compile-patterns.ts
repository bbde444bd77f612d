/** Patterns made ready for the readers: grammars, vocabularies, and the words that open the text gates. */
import { CODE_LANGUAGES } from '../languages/code-languages.ts';
import type { ScriptLanguage } from '../languages/language.ts';
import type { CodeLanguage } from '../languages/reading/code-language.ts';
import type { Construct } from '../languages/reading/construct.ts';
import { wordClassesOf } from '../languages/script-gate.ts';
import type { WordClasses } from '../languages/word-classes.ts';
import type { SoughtWord } from '../literal-scan.ts';
import { scansWith } from '../text-gate.ts';
import type { AddedWords } from '../text-gate.ts';
import type { Tool } from '../tools/tool.ts';
import { fullName, tellingPart } from './call-names.ts';
import { CALL_KINDS, compilePowershell, compileScript } from './compile-script.ts';
import { compileTool } from './compile-tool.ts';
import { patternConflicts } from './pattern-conflicts.ts';
import type { EncryptionPattern, ScriptPattern } from './pattern.ts';
import type { PatternLexicon } from './pattern-lexicon.ts';
import { NO_PATTERNS } from './pattern-lexicon.ts';
import type { PowershellCall, PowershellObject } from './powershell-calls.ts';
import { familiesOf } from './tool-families.ts';
import type { Family } from './tool-families.ts';

interface CompiledTools {
  readonly byName: ReadonlyMap<string, Tool>;
  readonly shaped: readonly { readonly tool: Tool; readonly families: readonly Family[] }[];
  readonly names: readonly string[];
  /** One word of each shape. */
  readonly shapeWords: readonly string[];
}

function compileTools(patterns: readonly EncryptionPattern[]): CompiledTools {
  const byName = new Map<string, Tool>();
  const shaped: { tool: Tool; families: readonly Family[] }[] = [];
  const shapeWords: string[] = [];
  for (const pattern of patterns) {
    if (pattern.tool === undefined) continue;
    const tool = compileTool(pattern, pattern.tool);
    const families = familiesOf(pattern.tool);
    for (const family of families) for (const name of tool.names) byName.set(`${family} ${name}`, tool);
    if (tool.shape === undefined) continue;
    shaped.push({ tool, families });
    const [longest = ''] = [...(pattern.tool.renamed ?? [])].sort((a, b) => b.length - a.length);
    shapeWords.push(longest.toLowerCase());
  }
  const names = [...new Set([...byName.values()].flatMap((tool) => tool.names))];
  return { byName, shaped, names, shapeWords };
}

function scriptsFor(
  patterns: readonly EncryptionPattern[],
  language: ScriptLanguage,
): { readonly pattern: EncryptionPattern; readonly script: ScriptPattern }[] {
  return patterns.flatMap((pattern) =>
    pattern.script?.languages.some((id) => id === language) === true
      ? [{ pattern, script: pattern.script }]
      : [],
  );
}

/** One word of every name that a script which uses it must hold. */
function tellingWords(script: ScriptPattern, language: Pick<CodeLanguage, 'id' | 'syntax'>): string[] {
  return CALL_KINDS.flatMap((kind) => script[kind] ?? []).flatMap(
    (name) => tellingPart(fullName(script, name, language)) ?? [],
  );
}

function sought(words: readonly string[], whole: boolean): SoughtWord[] {
  return [...new Set(words)].map((text) => ({ text, whole }));
}

/**
 * Makes patterns ready.
 *
 * @throws RangeError when they contradict each other or what is built in; `patternConflicts` tells of it beforehand.
 */
export function compilePatterns(patterns: readonly EncryptionPattern[]): PatternLexicon {
  if (patterns.length === 0) return NO_PATTERNS;
  const [conflict] = patternConflicts(patterns);
  if (conflict !== undefined) throw new RangeError(`pattern ${conflict.id}: ${conflict.message}`);
  const tools = compileTools(patterns);
  const languages = new Map<ScriptLanguage, CodeLanguage>();
  const classes = new Map<ScriptLanguage, WordClasses>();
  for (const language of CODE_LANGUAGES as readonly CodeLanguage[]) {
    const own = scriptsFor(patterns, language.id);
    const added: Construct[] = own.flatMap(({ pattern, script }) => compileScript(pattern, script, language));
    if (added.length > 0)
      languages.set(language.id, { ...language, constructs: [...language.constructs, ...added] });
    const words = own.flatMap(({ script }) => tellingWords(script, language));
    if (words.length > 0 || tools.names.length > 0)
      classes.set(
        language.id,
        wordClassesOf(language, [...new Set(words)], [...tools.names, ...tools.shapeWords]),
      );
  }
  const calls = {
    commands: new Map<string, PowershellCall>(),
    methods: new Map<string, PowershellCall>(),
    objects: new Map<string, PowershellObject>(),
  };
  for (const { pattern, script } of scriptsFor(patterns, 'powershell'))
    compilePowershell(pattern, script, calls);
  return {
    tool: (program, platform) => tools.byName.get(`${platform} ${program}`),
    toolByShape: (words, platform) =>
      tools.shaped.find(({ tool, families }) => families.includes(platform) && tool.shape?.(words) === true)
        ?.tool,
    language: (id) => languages.get(id),
    powershell: calls.commands.size + calls.methods.size + calls.objects.size > 0 ? calls : undefined,
    words: wordsOf(tools, calls, classes),
  };
}

function wordsOf(
  { names, shapeWords }: CompiledTools,
  { commands, methods, objects }: NonNullable<PatternLexicon['powershell']>,
  classes: ReadonlyMap<ScriptLanguage, WordClasses>,
): AddedWords {
  const tools = [...sought(names, true), ...sought(shapeWords, false)];
  const types = [...methods.keys(), ...objects.keys()].flatMap((name) => tellingPart(name) ?? []);
  const shown = [...tools, ...sought([...commands.keys(), ...types], false)];
  const bound = sought(
    [...commands.keys()].map((name) => `(${name})`),
    false,
  );
  return { ...scansWith(tools, shown, bound), classes };
}
