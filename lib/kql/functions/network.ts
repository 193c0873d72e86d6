import { asJson } from '../sql/convert';
import { type Sql, sqlOf } from '../sql/value';
import { type Emit, type Functions, hosted } from './define';

/** Functions whose further arguments may be a list or many texts. */
const anyOf =
  (name: string): Emit =>
  (args) => {
    const [value, ...rest] = args as [Sql, ...Sql[]];
    const [only] = rest;
    const list =
      rest.length === 1 && only?.type === 'dynamic' ? only.sql : `to_json([${rest.map(asJson).join(', ')}])`;
    return sqlOf('bool', `kql_${name}(${asJson(value)} ->> '$', ${list})`);
  };

/** Functions of addresses. */
export const NETWORK: Functions = {
  ipv4_is_private: hosted('ipv4_is_private', ['string'], 'bool'),
  ipv4_is_in_range: hosted('ipv4_is_in_range', ['string', 'string'], 'bool'),
  ipv4_is_in_any_range: anyOf('ipv4_is_in_any_range'),
  ipv4_is_match: (args, context) =>
    hosted(
      args.length > 2 ? 'ipv4_is_match_prefix' : 'ipv4_is_match',
      ['string', 'string', 'long'],
      'bool',
    )(args, context),
  ipv4_compare: (args, context) =>
    hosted(
      args.length > 2 ? 'ipv4_compare_prefix' : 'ipv4_compare',
      ['string', 'string', 'long'],
      'long',
    )(args, context),
  ipv4_netmask_suffix: hosted('ipv4_netmask_suffix', ['string'], 'long'),
  ipv4_range_to_cidr_list: hosted('ipv4_range_to_cidr_list', ['string', 'string'], 'dynamic'),
  parse_ipv4: hosted('parse_ipv4', ['string'], 'long'),
  parse_ipv4_mask: hosted('parse_ipv4_mask', ['string', 'long'], 'long'),
  format_ipv4: (args, context) =>
    hosted(
      args.length > 1 ? 'format_ipv4_prefix' : 'format_ipv4',
      ['string', 'long'],
      'string',
    )(args, context),
  format_ipv4_mask: (args, context) =>
    hosted(
      args.length > 1 ? 'format_ipv4_mask_prefix' : 'format_ipv4_mask',
      ['string', 'long'],
      'string',
    )(args, context),
  parse_ipv6: hosted('parse_ipv6', ['string'], 'string'),
  parse_ipv6_mask: hosted('parse_ipv6_mask', ['string', 'long'], 'string'),
  ipv6_is_match: (args, context) =>
    hosted(
      args.length > 2 ? 'ipv6_is_match_prefix' : 'ipv6_is_match',
      ['string', 'string', 'long'],
      'bool',
    )(args, context),
  ipv6_compare: (args, context) =>
    hosted(
      args.length > 2 ? 'ipv6_compare_prefix' : 'ipv6_compare',
      ['string', 'string', 'long'],
      'long',
    )(args, context),
  ipv6_is_in_range: hosted('ipv6_is_in_range', ['string', 'string'], 'bool'),
  ipv6_is_in_any_range: anyOf('ipv6_is_in_any_range'),
  has_ipv4: hosted('has_ipv4', ['string', 'string'], 'bool'),
  has_ipv4_prefix: hosted('has_ipv4_prefix', ['string', 'string'], 'bool'),
  has_any_ipv4: anyOf('has_any_ipv4'),
  has_any_ipv4_prefix: anyOf('has_any_ipv4_prefix'),
  geo_info_from_ip_address: hosted('geo_info', ['string'], 'dynamic'),
};
