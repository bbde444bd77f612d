import { BINXML_TOKEN, MORE_FOLLOWS } from './binxml-token.ts';
import { BINXML_TYPE } from './binxml-type.ts';
import type { ChunkBytes } from './chunk-bytes.ts';
import { TemplateElement } from './template-element.ts';
import type { FragmentRole, TemplatePlan } from './template-plan.ts';
import { TemplatePlanBuilder } from './template-plan-builder.ts';
import { TemplateTextBuilder } from './template-text-builder.ts';

/** Real events nest four or five elements deep. */
const DEEPEST_NESTING = 64;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Compiles the elements in `[start, end)` of a chunk into a plan. Elements of a template definition carry a dependency
 * id, those that stand in a value do not; which it is, is seen by where a name is found.
 *
 * What does not fit is left as `chunk.damage`; the plan is then worthless.
 */
export class FragmentCompiler {
  readonly #chunk: ChunkBytes;
  readonly #end: number;
  readonly #role: FragmentRole;
  readonly #plan: TemplatePlanBuilder = new TemplatePlanBuilder();
  readonly #open: TemplateElement[] = [];
  #at: number;
  #attribute: string | undefined = undefined;
  #text: TemplateTextBuilder = new TemplateTextBuilder();

  constructor(chunk: ChunkBytes, start: number, end: number, role: FragmentRole) {
    this.#chunk = chunk;
    this.#at = start;
    this.#end = end;
    this.#role = role;
  }

  /** Where the compiled bytes ended: the end-of-stream token, or a template instance after the elements. */
  get position(): number {
    return this.#at;
  }

  compile(): TemplatePlan {
    const chunk = this.#chunk;
    while (this.#at < this.#end && chunk.damage === undefined) {
      const token = chunk.u8(this.#at) & ~MORE_FOLLOWS;
      if (token === BINXML_TOKEN.endOfStream) break;
      if (token === BINXML_TOKEN.templateInstance && this.#open.length === 0) break;
      if (!chunk.afford(8)) break;
      this.#readToken(token);
    }
    if (this.#at > this.#end) chunk.fail('an element runs past its end');
    if (this.#open.length > 0) chunk.fail('an element is not closed');
    return this.#plan.build();
  }

  #readToken(token: number): void {
    switch (token) {
      case BINXML_TOKEN.openStartElement:
        this.#openElement();
        return;
      case BINXML_TOKEN.attribute:
        this.#closeAttribute();
        this.#attribute = this.#readName(this.#at + 1);
        this.#text = new TemplateTextBuilder();
        return;
      case BINXML_TOKEN.closeStartElement:
        this.#closeAttribute();
        this.#text = this.#open.at(-1)?.content ?? this.#text;
        this.#at += 1;
        return;
      case BINXML_TOKEN.closeEmptyElement:
      case BINXML_TOKEN.endElement:
        this.#closeElement();
        this.#at += 1;
        return;
      case BINXML_TOKEN.value:
        if (this.#chunk.u8(this.#at + 1) !== BINXML_TYPE.string) this.#chunk.fail('a fixed value is no text');
        this.#readText(this.#at + 2);
        return;
      case BINXML_TOKEN.cdata:
        this.#readText(this.#at + 1);
        return;
      case BINXML_TOKEN.instructionData:
        this.#at += 3 + 2 * this.#chunk.u16(this.#at + 1);
        return;
      case BINXML_TOKEN.instructionTarget:
        this.#readName(this.#at + 1);
        return;
      case BINXML_TOKEN.characterReference:
        this.#text.addText(String.fromCharCode(this.#chunk.u16(this.#at + 1)));
        this.#at += 3;
        return;
      case BINXML_TOKEN.entityReference: {
        const name = this.#readName(this.#at + 1);
        this.#text.addText(ENTITIES.get(name) ?? `&${name};`);
        return;
      }
      case BINXML_TOKEN.substitution:
      case BINXML_TOKEN.optionalSubstitution:
        this.#text.addSlot(this.#chunk.u16(this.#at + 1));
        this.#at += 4;
        return;
      case BINXML_TOKEN.fragmentHeader:
        this.#at += 4;
        return;
      default:
        this.#chunk.fail(`unknown BinXML token ${token}`);
    }
  }

  #openElement(): void {
    const chunk = this.#chunk;
    const hasAttributes = (chunk.u8(this.#at) & MORE_FOLLOWS) !== 0;
    const parent = this.#open.at(-1);
    if (this.#open.length >= DEEPEST_NESTING) {
      chunk.fail('elements are nested too deep');
      return;
    }
    const nameField = this.#at + (this.#isNameField(this.#at + 7) ? 7 : 5);
    const name = this.#readName(nameField);
    if (hasAttributes) this.#at += 4;
    if (parent !== undefined) parent.hasChildren = true;
    const element = new TemplateElement(name, parent?.role ?? this.#role);
    this.#open.push(element);
    this.#attribute = undefined;
    this.#text = element.content;
  }

  #closeAttribute(): void {
    const element = this.#open.at(-1);
    if (element !== undefined && this.#attribute !== undefined) {
      element.attributes.set(this.#attribute, this.#text.build());
    }
    this.#attribute = undefined;
  }

  #closeElement(): void {
    this.#closeAttribute();
    const element = this.#open.pop();
    if (element === undefined) {
      this.#chunk.fail('an element is closed that was not opened');
      return;
    }
    this.#plan.addElement(element);
    this.#text = this.#open.at(-1)?.content ?? new TemplateTextBuilder();
  }

  /** A text of at most 64 KiB with its count before it. */
  #readText(offset: number): void {
    const size = 2 * this.#chunk.u16(offset);
    if (offset + 2 + size > this.#end) this.#chunk.fail('a text runs past its element');
    else if (this.#chunk.afford(size)) this.#text.addText(this.#chunk.utf16(offset + 2, size));
    this.#at = offset + 2 + size;
  }

  /** A field with a name's offset is followed by the name itself where the chunk uses that name first. */
  #readName(field: number): string {
    const offset = this.#chunk.u32(field);
    const name = this.#chunk.name(offset);
    this.#at = field + 4 + (offset === field + 4 ? 10 + 2 * name.length : 0);
    return name;
  }

  #isNameField(field: number): boolean {
    if (field + 4 > this.#end) return false;
    const offset = this.#chunk.u32(field);
    return (offset === field + 4 || (offset >= 512 && offset < field)) && this.#chunk.hasNameAt(offset);
  }
}
