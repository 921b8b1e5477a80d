#include "model/doubt.h"
double hs_doubt_weight(const struct hs_word *word)
{
	return (double)word->confidence;
}
bool hs_doubt_word(const struct hs_word *word)
{
	return word->confidence < 0.8F;
}
