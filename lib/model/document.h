// document.h - the papers found in a dossier: documents.json, as hoso-formats(5)
// describes it. hoso-describe writes it, hoso-review enters what people say.
//
// No evidence, no value: a field is absent, or says where it was found, how sure that
// is, and whether a person should look.
#pragma once

#include "model/box.h"
#include "model/record.h"
#include "model/shape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A value with the evidence for it.
struct hs_value {
	char *value;
	double confidence;  // 0 to 1
	uint64_t page;      // where it stands, 0: nowhere
	struct hs_list box; // of double: x y w h in pixels of the upright page
	char *state;        // HS_ACCEPTED or HS_REVIEW
	char *source;       // HS_FROM_*
	char *rest;
};

#define HS_ACCEPTED "accepted"
#define HS_REVIEW "review" // a person should look

#define HS_FROM_OCR "ocr"           // read on the document itself
#define HS_FROM_CONTENTS "contents" // from the dossier's printed table of contents
#define HS_FROM_NAME "name"         // from the name of a file
#define HS_FROM_PERSON "person"     // no program overwrites it
#define HS_FROM_SHEET "sheet"       // a separator sheet stood there

// The fields of a document, in the order in which they are told.
enum hs_document_field {
	HS_F_TYPE,   // as in the papers: Nghị quyết
	HS_F_NUMBER, // digits as printed
	HS_F_SYMBOL, // NQ/HU; 2021/QĐ-UBND
	HS_F_DATE,   // ISO 8601
	HS_F_PLACE,  // of the date line: Xuân Trường
	HS_F_PARENT, // the body above the issuer
	HS_F_ISSUER,
	HS_F_SUBJECT,   // trích yếu, without the type
	HS_F_AUTHORITY, // T/M BAN THƯỜNG VỤ
	HS_F_POSITION,  // of the signer: BÍ THƯ
	HS_F_SIGNER,
	HS_F_RECIPIENTS, // one a line
	HS_F_SECRECY,    // Mật, Tối mật, Tuyệt mật
	HS_F_URGENCY,    // Khẩn, Thượng khẩn, Hỏa tốc
	HS_FIELDS,
};

// Something to look at in a document: found by a program, judged by a person.
struct hs_remark {
	char *what;   // a word, e.g. number-missing
	char *detail; // for people
	char *clause; // of the rule that it rests on, e.g. "36-HD/VPTW, II.3"
	uint64_t page;
	char *rest;
};

// Pages of a document that have a heading of their own: a phụ lục, a quy chế
// issued with a decision.
struct hs_attachment {
	struct hs_list pages; // of double: first and last
	char *title;
	char *rest;
};

struct hs_document {
	struct hs_list pages; // of double: first and last page
	struct hs_value *fields[HS_FIELDS];
	// HS_FROM_PERSON: no program changes the range; HS_FROM_SHEET: begins with one
	char *pages_by;
	char *rule;                 // the layout that it follows, e.g. party-2018
	uint64_t row;               // of the contents, 1, 2, …; 0: none
	struct hs_list attachments; // of struct hs_attachment
	struct hs_list findings;    // of struct hs_remark
	char *rest;
};

// A row of the dossier's own table of contents (mục lục văn bản), as it was read.
struct hs_row {
	uint64_t page;
	struct hs_list box;
	char *ordinal, *symbol, *date, *subject, *issuer, *sheet, *note;
	struct hs_list missing; // of double: numbers that the note says are missing
	uint64_t document;      // which of the list, 1, 2, …; 0: none
	char *rest;
	// Not written: how sure the engine was of the symbol's and the date's words.
	double symbol_sure, date_sure;
};

// What the dossier's cover (bìa) and closing certificate say.
enum hs_cover_field {
	HS_C_TITLE,
	HS_C_START, // dates, ISO 8601
	HS_C_END,
	HS_C_RETENTION,
	HS_C_SHEETS, // how many there are
	HS_COVER_FIELDS,
};

struct hs_cover {
	struct hs_list pages; // of double: first and last page
	struct hs_value *fields[HS_COVER_FIELDS];
	char *rest;
};

struct hs_documents {
	uint64_t format;
	char *key; // sha256 of all that programs made it from
	struct hs_cover *cover;
	struct hs_list contents_pages; // of double: first and last
	struct hs_list contents;       // of struct hs_row
	struct hs_list documents;      // of struct hs_document
	struct hs_list findings;       // of struct hs_remark, about the whole
	char *rest;
};

extern const struct hs_shape hs_value_shape, hs_remark_shape, hs_document_shape,
	hs_row_shape, hs_cover_shape, hs_documents_shape;

void hs_documents_done(struct hs_documents *documents);

// "type", "number", …; and back: HS_FIELDS where there is none of that name.
const char *hs_document_field_name(enum hs_document_field field);
enum hs_document_field hs_document_field_of(const char *name);

// A new value on the heap, to be owned by a field. box may be NULL.
struct hs_value *hs_value_new(const char *value, const char *source, const char *state);
void hs_value_place(struct hs_value *value, uint64_t page, const struct hs_box *box);
void hs_value_free(struct hs_value **value);
bool hs_value_by_person(const struct hs_value *value); // NULL: false

// The field of that name, whose pointer may be NULL: of a document or of the cover,
// by its shape. NULL where there is no such field.
struct hs_value **hs_value_slot(const struct hs_shape *shape, void *record,
				const char *name);

// The value's text; NULL where the field is absent, or a person said that the paper
// has none: then it is there, with an empty value.
const char *hs_document_text(const struct hs_document *document,
			     enum hs_document_field field);
// 0 where the record has none.
uint32_t hs_document_first(const struct hs_document *document);
uint32_t hs_document_last(const struct hs_document *document);
// The document that begins on a page; NULL: none does.
struct hs_document *hs_documents_at(const struct hs_documents *documents, uint32_t page);
void hs_pages_set(struct hs_list *pages, uint32_t first, uint32_t last);

// Adds a remark; detail and clause may be NULL.
void hs_remark_add(struct hs_list *remarks, const char *what, const char *detail,
		   const char *clause, uint32_t page);
