// crypt.c - see crypt.h
#include "craft/crypt.h"
#include "base/auto.h"
#include "port/age.h"

#include <errno.h>
#include <sys/stat.h>

static int pass(int out, struct hs_zip_plan *plan, hs_crypt_fill *fill, void *owner,
		struct hs_err *err)
{
	HS_AUTO(hs_zip_free) struct hs_zip *zip = hs_zip_new_pass(out, plan, err);

	return zip ? fill(owner, zip, err) : -1;
}

int hs_crypt_zip(const struct hs_names *recipients, int out, hs_crypt_fill *fill,
		 void *owner, struct hs_err *err)
{
	HS_AUTO(hs_zip_plan_done) struct hs_zip_plan plan = {0};
	HS_AUTO(hs_age_free) struct hs_age *age = NULL;
	struct hs_err why = {0};

	if (fchmod(out, 0600) < 0)
		return hs_fail_sys(err, "set the mode of a draft");
	if (pass(-1, &plan, fill, owner, err) < 0)
		return -1;
	age = hs_age_encrypt(recipients, out, err);
	if (!age)
		return -1;
	if (pass(hs_age_fd(age), &plan, fill, owner, &why) == 0)
		return hs_age_end(age, err);
	*err = why;
	// A pipe that broke is not the reason: age knows better.
	if (why.sys == EPIPE && hs_age_end(age, &why) < 0)
		*err = why;
	return -1;
}
