/** Methods of texts, bytes and lists that scripts share, whatever the language. */
import { decodeText } from '../../layers/decode-text.ts';
import { decodedText, joinText, reverseText, sliceText } from './constant-text.ts';
import {
  foldBase64,
  foldCharacters,
  foldHex,
  foldOrdinal,
  rot13,
  translate,
  unpacked,
} from './decode-call.ts';
import { foldOperator } from './fold-operator.ts';
import type { FoldCall } from './fold-call.ts';
import type { Value } from './value.ts';

/** Methods of texts and lists that languages share; `undefined` for any other. */
export function foldMethod(call: FoldCall): Value | undefined {
  const { receiver, args, name, spend } = call;
  if (receiver === undefined) return undefined;
  const argument = args[0];
  const { items, bytes } = receiver;
  if (items !== undefined) {
    switch (name) {
      case 'join':
        return spend(items.length)
          ? joinText(
              call,
              items.length === 0 ? [{ ...call, text: '' }] : items,
              argument?.text ??
                (argument === undefined && items.every((item) => item.number !== undefined) ? ',' : ''),
            )
          : undefined;
      case 'first':
        return items[0];
      case 'last':
        return items[items.length - 1];
      case 'reverse':
        return { ...receiver, items: [...items].reverse() };
      case 'concat':
        return { ...receiver, items: [...items, ...args.flatMap((value) => value.items ?? [value])] };
      case 'map':
      case 'collect':
        return mapItems(call, items);
      case 'pack':
        return foldCharacters({ ...call, args: items });
      default:
        return undefined;
    }
  }
  if (bytes !== undefined) {
    if (name === 'decode' || name === 'toString' || name === 'to_s' || name === 'tostring')
      return fromBytes(call, bytes, argument?.text);
    if (name === 'force_encoding' || name === 'tobytes') return receiver;
  }
  const found = receiver.text;
  if (found === undefined || !spend(found.length))
    return bytes === undefined
      ? undefined
      : foldMethod({ ...call, receiver: { ...receiver, text: bytes.toString('latin1') } });
  switch (name) {
    case 'join':
      if (argument?.items !== undefined)
        return argument.items.length === 0 ? { ...call, text: '' } : joinText(call, argument.items, found);
      return argument?.text === undefined
        ? undefined
        : joinText(
            call,
            [...argument.text].map((letter) => ({ ...call, text: letter })),
            found,
          );
    case 'split':
      return spend(found.length * (argument?.text === '' ? 16 : 4))
        ? { ...call, items: parts(receiver, argument) }
        : undefined;
    case 'reverse':
      return reverseText(call, receiver);
    case 'concat':
      return joinText(call, [receiver, ...args]);
    case 'replace':
    case 'replaceAll':
    case 'gsub':
      return replaced(call, found, args);
    case 'tr':
      if (argument?.text === undefined || args[1]?.text === undefined) return undefined;
      return decodedText(call, translate(found, argument.text, args[1].text), 'translated');
    case 'slice':
    case 'substring':
      return argument?.number === undefined
        ? undefined
        : sliceText(call, receiver, argument.number, args[1]?.number);
    case 'substr':
      if (argument?.number === undefined) return undefined;
      return sliceText(
        call,
        receiver,
        argument.number,
        args[1]?.number === undefined ? undefined : argument.number + args[1].number,
      );
    case 'repeat':
      return argument?.number === undefined ? undefined : foldOperator('*', receiver, argument, false, spend);
    case 'charAt':
      return argument?.number === undefined
        ? undefined
        : sliceText(call, receiver, argument.number, argument.number + 1);
    case 'charCodeAt':
    case 'codePointAt':
    case 'ord':
      return foldOrdinal({ ...call, args: [sliceText(call, receiver, argument?.number ?? 0)] });
    case 'encode':
    case 'decode':
    case 'toString':
    case 'strip':
    case 'trim':
    case 'chomp':
      if (argument?.text !== undefined && /^rot_?13$/i.test(argument.text))
        return decodedText(call, rot13(found), 'rot13');
      if (argument?.text === 'base64') return foldBase64({ ...call, args: [receiver] });
      if (argument?.text === 'hex') return foldHex({ ...call, args: [receiver] });
      return receiver;
    case 'upper':
    case 'upcase':
    case 'toUpperCase':
      return { ...receiver, text: found.toUpperCase() };
    case 'lower':
    case 'downcase':
    case 'toLowerCase':
      return { ...receiver, text: found.toLowerCase() };
    case 'unpack': {
      const value = unpacked(call, receiver, argument?.text);
      return value === undefined || value.items !== undefined ? value : { ...call, items: [value] };
    }
    case 'unpack1':
      return unpacked(call, receiver, argument?.text);
    case 'format':
      return formatted(call, found, args);
    default:
      return undefined;
  }
}

function mapItems(call: FoldCall, items: readonly Value[]): Value | undefined {
  const [argument] = call.args;
  if (argument === undefined || !call.spend(items.length)) return undefined;
  // Ruby's `&:chr`.
  if (argument.text !== undefined) {
    const name = argument.text;
    return {
      ...call,
      items: items.map(
        (item) =>
          (name === 'chr'
            ? foldCharacters({ ...call, args: [item] })
            : foldMethod({ ...call, name, receiver: item, args: [] })) ?? item,
      ),
    };
  }
  return { ...call, items: items.map((item) => call.apply(argument, [item])) };
}

function fromBytes(call: FoldCall, bytes: Buffer, encoding: string | undefined): Value | undefined {
  const kind = encoding?.toLowerCase().replace(/[-_]/g, '');
  if (kind === 'hex' || kind === 'base64') return { ...call, text: bytes.toString(kind) };
  const text = kind === 'utf16le' || kind === 'utf16' ? bytes.toString('utf16le') : decodeText(bytes);
  const decoded = call.receiver?.decoded;
  return text === undefined
    ? call.receiver
    : { ...call, text, ...(decoded === undefined ? {} : { decoded }) };
}

function parts(value: Value, by: Value | undefined): Value[] {
  const separator = by?.text;
  const text = value.text ?? '';
  const made: Value[] = [];
  let from = 0;
  for (const piece of separator === undefined ? text.split(/\s+/) : text.split(separator)) {
    const at = value.map?.[from] ?? (value.from === undefined ? undefined : value.from + from);
    made.push({ start: value.start, end: value.end, text: piece, from: at });
    from += piece.length + (separator?.length ?? 1);
  }
  return made;
}

function replaced(call: FoldCall, found: string, args: readonly Value[]): Value | undefined {
  const [what, by] = args;
  if (what?.text === undefined || what.text === '' || by?.text === undefined) return undefined;
  if (found.length + found.length * by.text.length > 4_194_304) return undefined;
  return decodedText(
    call,
    found.replaceAll(what.text, () => by.text ?? ''),
    'replaced',
  );
}

function formatted(call: FoldCall, found: string, args: readonly Value[]): Value | undefined {
  let next = 0;
  const pieces: Value[] = [];
  for (const piece of found.split(/(\{\d{0,2}\}|\{[A-Za-z_]\w{0,40}\})/)) {
    const index = /^\{(\d{0,2})\}$/.exec(piece)?.[1];
    const name = /^\{([A-Za-z_]\w{0,40})\}$/.exec(piece)?.[1];
    if (index !== undefined) pieces.push(args[index === '' ? next++ : Number(index)] ?? { ...call });
    else if (name !== undefined) pieces.push(call.named.get(name) ?? { ...call, place: name });
    else pieces.push({ ...call, text: piece });
  }
  return joinText(call, pieces);
}
