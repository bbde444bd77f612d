/** Where patterns contradict what is built in, or each other. Nothing is ever overridden in silence. */
import { isInterpreter } from '../command-line/interpreters.ts';
import { programName } from '../command-line/program-name.ts';
import { isShellOrHost } from '../command-line/known-program.ts';
import { isWrapper } from '../command-line/wrappers.ts';
import { CODE_LANGUAGES } from '../languages/code-languages.ts';
import { cryptoClass } from '../languages/powershell/cipher-classes.ts';
import { isReadCommand } from '../languages/powershell/command-facts.ts';
import type { CodeLanguage } from '../languages/reading/code-language.ts';
import type { Construct } from '../languages/reading/construct.ts';
import { Vocabulary } from '../languages/reading/construct.ts';
import { toolByName } from '../tools/find-tool.ts';
import { fullName, tellingPart } from './call-names.ts';
import { CALL_KINDS, patternCalls } from './compile-script.ts';
import type { CallKind } from './compile-script.ts';
import { PatternClaims } from './pattern-claims.ts';
import type { PatternConflict } from './pattern-claims.ts';
import type { EncryptionPattern, ScriptPattern, ToolPattern } from './pattern.ts';
import { className } from './powershell-calls.ts';

const LANGUAGES: readonly CodeLanguage[] = CODE_LANGUAGES;
/** Made when first asked for: most recognisers have no patterns. */
const VOCABULARIES = new Map<string, Vocabulary>();

function vocabularyOf({ id, constructs }: CodeLanguage): Vocabulary {
  const vocabulary = VOCABULARIES.get(id) ?? new Vocabulary(constructs);
  VOCABULARIES.set(id, vocabulary);
  return vocabulary;
}

/** What a call that ends in a built-in name must not take away. */
const KEPT: ReadonlySet<Construct['does']> = new Set(['cipher', 'code', 'command'] as const);

/** Everything wrong between these patterns and the rest, in their order; empty when they can be compiled. */
export function patternConflicts(patterns: readonly EncryptionPattern[]): readonly PatternConflict[] {
  const claims = new PatternClaims();
  return patterns.flatMap((pattern) => {
    const { id, tool, script } = pattern;
    const faults = [
      ...(tool === undefined ? [] : toolConflicts(tool)),
      ...(script === undefined ? [] : scriptConflicts(script)),
    ];
    return [...faults.map((fault) => ({ id, ...fault })), ...claims.add(pattern)];
  });
}

type Fault = Pick<PatternConflict, 'path' | 'message'>;

const MARKS = ['encrypts', 'decrypts', 'either', 'neither'] as const;

function toolConflicts(tool: ToolPattern): Fault[] {
  return [...nameConflicts(tool), ...markConflicts(tool)];
}

function markConflicts(tool: ToolPattern): Fault[] {
  const before = new Map<string, string>();
  return MARKS.flatMap((kind) =>
    (tool[kind] ?? []).flatMap((mark, index) => {
      const other = before.get(mark);
      before.set(mark, other ?? kind);
      if (other === undefined || other === kind) return [];
      return [{ path: ['tool', kind, index], message: `"${mark}" stands under "${other}" too` }];
    }),
  );
}

function nameConflicts(tool: ToolPattern): Fault[] {
  return tool.names.flatMap((written, index) => {
    const path = ['tool', 'names', index];
    const name = programName(written);
    const known = toolByName(name);
    if (known !== undefined)
      return [
        {
          path,
          message: `Postern reads "${name}" by itself (rule tool/${known.id}); a pattern cannot replace that`,
        },
      ];
    if (isShellOrHost(name) || isInterpreter(name) || isWrapper(name))
      return [{ path, message: `"${name}" runs other programs, which Postern follows; name what it runs` }];
    return [];
  });
}

function scriptConflicts(script: ScriptPattern): Fault[] {
  return script.languages.flatMap((id) => {
    if (id === 'powershell') return powershellConflicts(script);
    const language = LANGUAGES.find((each) => each.id === id);
    if (language === undefined) return [];
    return [...moduleFaults(script, language), ...nameFaults(script, language)];
  });
}

function moduleFaults(script: ScriptPattern, { id, imports }: CodeLanguage): Fault[] {
  if (script.module === undefined || imports !== undefined) return [];
  return [
    {
      path: ['script', 'module'],
      message: `${id} has no imports that tell where a name comes from; write full names`,
    },
  ];
}

function nameFaults(script: ScriptPattern, language: CodeLanguage): Fault[] {
  const vocabulary = vocabularyOf(language);
  const seen = new Set<string>();
  const kinds = new Map<string, CallKind>();
  return patternCalls(script, language).flatMap(({ written, name, kind }) => {
    const path = ['script', kind, (script[kind] ?? []).indexOf(written)];
    if (seen.has(written)) return [];
    const before = kinds.get(name) ?? kind;
    kinds.set(name, before);
    if (before !== kind) {
      seen.add(written);
      return [{ path, message: `"${written}" stands under "${before}" too` }];
    }
    if (tellingPart(fullName(script, written, language)) === undefined) {
      seen.add(written);
      return [{ path, message: `"${written}" has no part of three letters, too little to look for` }];
    }
    const last = name.slice(name.lastIndexOf('.') + 1);
    const known = vocabulary.called(name, last);
    const exact = known?.names.split(' ').includes(name) === true;
    if (known === undefined || (!exact && !KEPT.has(known.does))) return [];
    seen.add(written);
    const by = known.does === 'cipher' ? ` as a cipher of ${known.tool}` : '';
    return [
      {
        path,
        message: `Postern reads "${written}" in ${language.id} by itself${by}; a pattern cannot replace that`,
      },
    ];
  });
}

function powershellConflicts(script: ScriptPattern): Fault[] {
  return CALL_KINDS.flatMap((kind) =>
    (script[kind] ?? []).flatMap((written, index) => {
      const path = ['script', kind, index];
      const dot = written.lastIndexOf('.');
      const type = kind === 'creates' ? written : written.slice(0, Math.max(0, dot));
      const known =
        dot < 0 && kind !== 'creates'
          ? isReadCommand(written.toLowerCase())
          : cryptoClass(className(type)) !== undefined;
      return known
        ? [
            {
              path,
              message: `Postern reads "${written}" in powershell by itself; a pattern cannot replace that`,
            },
          ]
        : [];
    }),
  );
}
