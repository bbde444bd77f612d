/** The registry of languages read by the expression reader. Adding one: a folder here, a line there. */
import { JAVASCRIPT } from './javascript/javascript.ts';
import { PERL } from './perl/perl.ts';
import { PHP } from './php/php.ts';
import { PYTHON } from './python/python.ts';
import type { CodeLanguage } from './reading/code-language.ts';
import { RUBY } from './ruby/ruby.ts';
import { VBSCRIPT } from './vbscript/vbscript.ts';

export const CODE_LANGUAGES = [
  PYTHON,
  JAVASCRIPT,
  RUBY,
  PERL,
  PHP,
  VBSCRIPT,
] as const satisfies readonly CodeLanguage[];
