// shape.c - see shape.h
#include "model/shape.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void *hs_list_add(struct hs_list *list, size_t size)
{
	char *item;

	if ((list->count & (list->count - 1)) == 0)
		list->items =
			hs_grow(list->items, list->count ? 2 * list->count : 1, size);
	item = (char *)list->items + list->count++ * size;
	return memset(item, 0, size);
}

static void list_done(struct hs_list *list, const struct hs_field *f)
{
	for (size_t i = 0; i < list->count; i++) {
		if (f->kind == HS_TEXTS)
			free(((char **)list->items)[i]);
		if (f->kind == HS_LIST)
			hs_shape_done(f->of, (char *)list->items + i * f->of->size);
	}
	free(list->items);
}

void hs_shape_done(const struct hs_shape *shape, void *record)
{
	for (const struct hs_field *f = shape->fields; f->name; f++) {
		void *at = (char *)record + f->at;

		switch (f->kind) {
		case HS_TEXT:
		case HS_REST:
			free(*(char **)at);
			break;
		case HS_PART:
			if (*(void **)at)
				hs_shape_done(f->of, *(void **)at);
			free(*(void **)at);
			break;
		case HS_LIST:
		case HS_TEXTS:
		case HS_REALS:
			list_done(at, f);
			break;
		case HS_NUMBER:
		case HS_REAL:
		case HS_FLAG:
			break;
		}
	}
	memset(record, 0, shape->size);
}
