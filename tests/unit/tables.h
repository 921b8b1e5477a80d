// tables.h - small tables of terms, given as text, for tests and fuzz targets.
#pragma once

#include "model/terms.h"

// A few rows of each table, in the shape of lib/data/papers.
static const char *const papers_tables[HS_T_TABLES] = {
	[HS_T_TYPES] = "Nghị quyết\tNQ\tNQ\t-\n"
		       "Quyết định\tQĐ\tQĐ\t-\n"
		       "Quy chế\tQC\tQC\tQui chế\n"
		       "Quy định\tQĐ;QĐi\tQyĐ;QĐi\t-\n"
		       "Kết luận\tKL\tKL\t-\n"
		       "Thông tri\tTT\t-\t-\n"
		       "Thông báo\tTB\tTB\t-\n"
		       "Báo cáo\tBC\tBC\t-\n"
		       "Kế hoạch\tKH\tKH\t-\n"
		       "Tờ trình\tTTr\tTTr\t-\n"
		       "Đề án\tĐA\tĐA\t-\n"
		       "Dự án\tDA\tDA\t-\n"
		       "Công văn\tCV\tCV\t-\n",
	[HS_T_ISSUERS] = "TW\tBan Chấp hành Trung ương\tparty\n"
			 "HU\tHuyện ủy\tparty\n"
			 "VPHU\tVăn phòng\tparty\n"
			 "ĐU\tĐảng ủy;Đảng bộ\tparty\n"
			 "ĐH\tĐại hội\tparty\n"
			 "VP\tVăn phòng\tparty\n"
			 "UBND\tỦy ban nhân dân\tstate\n"
			 "BNV\tBộ Nội vụ\tstate\n",
	[HS_T_BODIES] = "Ban\t-\nBan Chấp hành\t+\nBan Thường vụ\t-\nĐảng bộ\t-\n"
			"Đảng ủy\t-\nHuyện ủy\t-\nVăn phòng\t-\nỦy ban nhân dân\t-\n",
	[HS_T_POSITIONS] =
		"Bí thư\nPhó Bí thư\nThư ký\nChủ tịch\nPhó Chủ tịch\nChánh Văn phòng\n",
	[HS_T_MARKS] = "Tuyệt mật\tsecrecy\nTối mật\tsecrecy\nMật\tsecrecy\n"
		       "Hỏa tốc\turgency\nKhẩn\turgency\n",
	[HS_T_SURNAMES] = "Nguyễn\nĐinh\nĐoàn\nDoãn\n",
	[HS_T_PHRASES] =
		"các chi bộ\nBan Thường vụ\nvề việc\ntruyền thống\ntruyền thông\n"
		"an ninh, trật tự\nan ninh trật tự\n",
	[HS_T_TITLES] = "Đảng Cộng sản Việt Nam\tparty\t1976\t-\n"
			"Đảng Lao động Việt Nam\tparty\t1951\t1976\n"
			"Cộng hòa xã hội chủ nghĩa Việt Nam\tstate\t1976\t-\n",
};
