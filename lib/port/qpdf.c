// qpdf.c - see qpdf.h
#include "port/qpdf.h"
#include "base/auto.h"
#include "sys/path.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

enum {
	DEPTH_MAX = 5,      // forms within forms
	OBJECTS_MAX = 2000, // looked at for one page
};

struct search {
	qpdf_data pdf;
	unsigned objects;
	double width, height; // largest so far
};

static void weigh(struct search *s, qpdf_oh dict)
{
	qpdf_oh w = qpdf_oh_get_key(s->pdf, dict, "/Width");
	qpdf_oh h = qpdf_oh_get_key(s->pdf, dict, "/Height");
	double width = qpdf_oh_get_int_value_as_int(s->pdf, w);
	double height = qpdf_oh_get_int_value_as_int(s->pdf, h);

	if (width > 0 && height > 0 && width * height > s->width * s->height) {
		s->width = width;
		s->height = height;
	}
}

static void look_at_resources(struct search *s, qpdf_oh owner, int depth);

static void look_at_object(struct search *s, qpdf_oh object, int depth)
{
	static const char *const stencils[] = {"/Mask", "/SMask"};
	qpdf_oh dict, kind;
	const char *name;

	if (s->objects++ > OBJECTS_MAX || !qpdf_oh_is_stream(s->pdf, object))
		return;
	dict = qpdf_oh_get_dict(s->pdf, object);
	kind = qpdf_oh_get_key(s->pdf, dict, "/Subtype");
	name = qpdf_oh_is_name(s->pdf, kind) ? qpdf_oh_get_name(s->pdf, kind) : "";
	if (!strcmp(name, "/Form")) {
		look_at_resources(s, dict, depth + 1);
		return;
	}
	if (strcmp(name, "/Image") != 0)
		return;
	weigh(s, dict);
	for (size_t i = 0; i < 2; i++) {
		qpdf_oh stencil = qpdf_oh_get_key(s->pdf, dict, stencils[i]);

		if (qpdf_oh_is_stream(s->pdf, stencil))
			weigh(s, qpdf_oh_get_dict(s->pdf, stencil));
	}
}

static void look_at_resources(struct search *s, qpdf_oh owner, int depth)
{
	qpdf_oh resources = qpdf_oh_get_key(s->pdf, owner, "/Resources"), objects;
	HS_AUTO(hs_names_done) struct hs_names names = {0};

	if (depth > DEPTH_MAX || !qpdf_oh_is_dictionary(s->pdf, resources))
		return;
	objects = qpdf_oh_get_key(s->pdf, resources, "/XObject");
	if (!qpdf_oh_is_dictionary(s->pdf, objects))
		return;
	// The handle has one iterator only: names first, then what they name.
	qpdf_oh_begin_dict_key_iter(s->pdf, objects);
	while (qpdf_oh_dict_more_keys(s->pdf) && names.count < OBJECTS_MAX)
		hs_names_add(&names, qpdf_oh_dict_next_key(s->pdf));
	for (size_t i = 0; i < names.count; i++)
		look_at_object(s, qpdf_oh_get_key(s->pdf, objects, names.list[i]), depth);
}

static void pdf_done(qpdf_data *pdf)
{
	(void)qpdf_get_error(*pdf); // one that nobody asked for is printed
	qpdf_cleanup(pdf);
}

void hs_qpdf_largest(const void *bytes, size_t len, uint32_t page, double *width,
		     double *height)
{
	HS_AUTO(pdf_done) qpdf_data pdf = qpdf_init();
	struct search s = {.pdf = pdf};

	*width = *height = 0;
	qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
	qpdf_silence_errors(pdf);
	if (qpdf_read_memory(pdf, "input", bytes, len, NULL) & QPDF_ERRORS)
		return;
	if (qpdf_push_inherited_attributes_to_page(pdf) & QPDF_ERRORS)
		return;
	if (page == 0 || (int64_t)page > qpdf_get_num_pages(pdf))
		return;
	look_at_resources(&s, qpdf_get_page_n(pdf, page - 1), 0);
	*width = s.width;
	*height = s.height;
}
