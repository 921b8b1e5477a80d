// form-where.c - where on a page the picture has to be asked
#include "model/form-part.h"

static const struct hs_line *last_of(const struct hs_block *block)
{
	return block->count ? block->lines[block->count - 1] : NULL;
}

// From x to end, from y to foot; false where that is nothing.
static bool set(struct hs_box *box, int32_t x, int32_t y, int32_t end, int32_t foot)
{
	*box = (struct hs_box){x > 0 ? x : 0, y, end - (x > 0 ? x : 0), foot - y};
	return box->w > 0 && box->h > 0;
}

// Under a line, down to the next below it that begins within its width.
static bool under(const struct hs_lines *lines, const struct hs_line *line, int32_t aside,
		  int32_t deep, struct hs_box *box)
{
	int32_t foot = hs_line_foot(line) + deep;
	int32_t x = line->box.x - aside, end = hs_line_end(line) + aside;

	for (size_t i = 0; i < lines->count; i++) {
		const struct hs_line *next = &lines->list[i];

		if (next->letters[0] && next->box.y > hs_line_foot(line) &&
		    next->box.y < foot && next->box.x < end && hs_line_end(next) > x)
			foot = next->box.y;
	}
	if (foot > (int32_t)lines->height)
		foot = (int32_t)lines->height;
	if (end > (int32_t)lines->width)
		end = (int32_t)lines->width;
	return set(box, x, hs_line_foot(line), end, foot);
}

static bool number_where(const struct hs_lines *lines, struct hs_box *box)
{
	int32_t middle = (int32_t)lines->width / 2, aside = (int32_t)lines->width / 10;
	int32_t foot = (int32_t)lines->height / 8;

	if (lines->count && lines->list[0].box.y < foot)
		foot = lines->list[0].box.y;
	return set(box, middle - aside, (int32_t)lines->height / 60, middle + aside,
		   foot);
}

static bool left_of(const struct hs_lines *lines, const struct hs_line *line,
		    struct hs_box *box)
{
	return line && set(box, line->box.x - 2 * lines->tall, line->box.y,
			   line->box.x - lines->tall / 8, hs_line_foot(line));
}

static bool in_head(enum hs_form_thing thing, const struct hs_lines *lines,
		    const struct hs_heading *h, struct hs_box *box)
{
	const struct hs_line *line =
		last_of(thing == HS_FORM_STAR ? &h->issuer : &h->subject);

	if (thing == HS_FORM_VV)
		return h->subject_left && left_of(lines, h->subject.lines[0], box);
	if (thing == HS_FORM_RULE)
		line = h->state && h->motto ? h->motto : h->title_line;
	return line && under(lines, line, 0, 2 * lines->tall, box);
}

static bool in_foot(enum hs_form_thing thing, const struct hs_lines *lines,
		    const struct hs_foot *f, struct hs_box *box)
{
	const struct hs_line *line = last_of(&f->position);

	if (thing == HS_FORM_POSITION || !line)
		line = last_of(&f->authority);
	return line && under(lines, line, thing == HS_FORM_SIGNER ? 2 * lines->tall : 0,
			     (thing == HS_FORM_SIGNER ? 12 : 2) * lines->tall, box);
}

bool hs_form_where(enum hs_form_thing thing, const struct hs_lines *lines,
		   const struct hs_heading *heading, const struct hs_foot *foot,
		   struct hs_box *box)
{
	if (lines->plain)
		return false;
	if (thing == HS_FORM_NUMBER)
		return number_where(lines, box);
	if (thing == HS_FORM_POSITION || thing == HS_FORM_SIGNER)
		return foot && in_foot(thing, lines, foot, box);
	return heading && in_head(thing, lines, heading, box);
}
