/* What secagree parse finds in one input, and how it says so. */
#ifndef SECAGREE_PARSE_REPORT_H
#define SECAGREE_PARSE_REPORT_H
#include "text_input.h"

typedef struct parse_report parse_report;

/* in is kept by the caller and must outlive the report; NULL where memory lacks. */
parse_report *parse_report_make(const char *name, const text_input *in, sec_profile profile, bool tolerant);
void parse_report_free(parse_report *r);

int parse_report_status(const parse_report *r);           /* of cmd.h: conforms, violates, cannot tell */
void parse_report_text(const parse_report *r, FILE *f);   /* everything, with caret lines */
void parse_report_line(const parse_report *r, FILE *f);   /* one line */
void parse_report_json(const parse_report *r, FILE *f);   /* one JSON object on one line (spec/json.md) */

#endif
